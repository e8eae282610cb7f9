#include "ui/text.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace suss {

QString withMinus(QString number) {
    number.replace(QLatin1Char('-'), QChar(0x2212));
    return number;
}

QString formatNumber(double value, int digits) {
    if (std::isnan(value)) return QStringLiteral("–");
    if (std::isinf(value)) return value > 0 ? QStringLiteral("∞") : QStringLiteral("−∞");
    if (value == 0) return QStringLiteral("0");
    const int exponent = int(std::floor(std::log10(std::abs(value))));
    if (exponent < -4 || exponent > 6) {
        static const QString superscripts = QStringLiteral("⁰¹²³⁴⁵⁶⁷⁸⁹");
        QString power;
        for (const QChar digit : QString::number(std::abs(exponent)))
            power += superscripts[digit.digitValue()];
        // Rounding may carry: 9.996 is 10.0 with three digits.
        const double shown = value / std::pow(10.0, exponent), carried = std::pow(10.0, 1 - digits) / 2;
        if (std::abs(shown) + carried >= 10)
            return formatNumber(std::copysign(std::pow(10.0, exponent + 1), value), digits);
        const QString mantissa = QString::number(shown, 'f', digits - 1);
        return withMinus(mantissa) + QStringLiteral(" × 10") +
               (exponent < 0 ? QStringLiteral("⁻") : QString()) + power;
    }
    return withMinus(QString::number(value, 'f', std::max(0, digits - 1 - exponent)));
}

QString formatNumberBeside(double value, double other, int digits) {
    const double largest = std::max(std::abs(value), std::abs(other));
    if (!(largest >= 1e-3 && largest < 1e6)) return formatNumber(value, digits);
    const int decimals = std::max(0, digits - 1 - int(std::floor(std::log10(largest))));
    return withMinus(QString::number(value, 'f', decimals));
}

QString formatPercent(double fraction) {
    const double percent = 100 * fraction;
    if (percent == 0) return QStringLiteral("0 %");
    if (std::abs(percent) < 0.1) return QStringLiteral("< 0.1 %");
    return withMinus(QString::number(percent, 'f', std::abs(percent) < 9.95 ? 1 : 0)) + QStringLiteral(" %");
}

QString unbroken(QString text) {
    return text.replace(QStringLiteral(" %"), QChar(QChar::Nbsp) + QStringLiteral("%"))
        .replace(QStringLiteral("> "), QStringLiteral(">") + QChar(QChar::Nbsp));
}

QString formatFileSize(qint64 bytes) {
    return QLocale::c().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
}

QString formatSize(int width, int height) {
    return QStringLiteral("%1 × %2").arg(width).arg(height);
}

}  // namespace suss
