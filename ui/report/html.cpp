#include "ui/report/html.h"

#include "ui/resource.h"

#include <algorithm>

namespace suss {

Html filled(const QString& name, std::initializer_list<std::pair<QByteArrayView, Html>> values) {
    const QByteArray pattern = resource(":/report/" + name);
    QByteArray result;
    qsizetype at = 0;
    for (qsizetype open = 0; (open = pattern.indexOf("{{", at)) >= 0;) {
        const qsizetype close = pattern.indexOf("}}", open);
        const QByteArray key = pattern.mid(open + 2, close - open - 2);
        const auto* value =
            std::find_if(values.begin(), values.end(), [&](const auto& entry) { return entry.first == key; });
        Q_ASSERT(value != values.end());
        result += pattern.mid(at, open - at) + value->second.markup;
        at = close + 2;
    }
    return Html::verbatim(result + pattern.mid(at));
}

}  // namespace suss
