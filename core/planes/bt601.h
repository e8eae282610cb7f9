#pragma once

/// Full-range BT.601, the matrix of JPEG: Y = kRed R + kGreen G + kBlue B,
/// Cb = (B - Y) / kCbRange, Cr = (R - Y) / kCrRange.
namespace suss::bt601 {

inline constexpr double kRed = 0.299, kGreen = 0.587, kBlue = 0.114;
inline constexpr double kCbRange = 2 * (1 - kBlue), kCrRange = 2 * (1 - kRed);

}  // namespace suss::bt601
