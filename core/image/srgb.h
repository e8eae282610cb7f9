#pragma once

namespace suss {

/// IEC 61966-2-1: the sRGB value of linear light, both nominally in [0, 1]. Odd around zero, so that clipping
/// can come later.
float srgbEncoded(float linear);
/// The linear light of an sRGB value: the inverse.
float linearOf(float encoded);

}  // namespace suss
