#pragma once

#include <QString>

#include <string>
#include <string_view>

namespace suss {

inline QString toQString(std::string_view text) {
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

/// Replaces a hyphen used as a sign (at the start or of an exponent) by a true minus.
QString withMinus(QString number);

/// About `digits` significant digits, without needless zeros of an exponent: "0.0123", "−2.31", "4.1 × 10⁻⁷".
QString formatNumber(double value, int digits = 3);

/// The same, with no more decimals than the larger of the two numbers needs: −0.0094 beside 0.6031.
QString formatNumberBeside(double value, double other, int digits = 3);

/// "42 %", "0.3 %", "< 0.1 %".
QString formatPercent(double fraction);
/// For labels that wrap: a number keeps its percent sign beside it.
QString unbroken(QString text);

/// "482.1 kB", of 1000 bytes each.
QString formatFileSize(qint64 bytes);

/// "768 × 512".
QString formatSize(int width, int height);

}  // namespace suss
