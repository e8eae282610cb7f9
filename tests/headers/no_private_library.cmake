# Fails if SOURCE reaches a file of a library that users of core must not depend on.
execute_process(
    COMMAND ${COMPILER} -std=c++20 -M -I ${INCLUDE} ${SOURCE}
    OUTPUT_VARIABLE files
    COMMAND_ERROR_IS_FATAL ANY)
string(REPLACE "${INCLUDE}/" "" files "${files}")
string(REGEX MATCHALL "[^ \n]*/(torch|ATen|c10|opencv2|vips|Eigen|Qt[A-Z][A-Za-z]*|lcms2[^/ ]*|glib[^/ ]*|dnnl[^/ ]*|oneapi|OpenEXR|Imath|matio[^/ ]*|nettle|nlopt[^/ ]*|libfccp)[^ \n]*" found "${files}")
if(found)
    string(REPLACE ";" "\n  " found "${found}")
    message(FATAL_ERROR "Public headers of core reach private libraries:\n  ${found}")
endif()
