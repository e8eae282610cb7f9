#pragma once

// Marks a function with a hot loop: the compiler makes it for plain, AVX2 and AVX-512 processors, and the
// loader takes the best one. Sanitizers cannot run before the loader has chosen, other compilers lack it.
#if defined(__x86_64__) && defined(__gnu_linux__) && defined(__GNUC__) && __GNUC__ >= 12 &&   \
    !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && \
    !defined(__AVX2__)
#define SUSS_MULTIVERSION __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#else
#define SUSS_MULTIVERSION
#endif

// What a SUSS_MULTIVERSION function calls must become part of it, or it would run as plain code.
#define SUSS_INLINE __attribute__((always_inline)) inline
