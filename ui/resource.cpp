#include "ui/resource.h"

#include <QFile>

// Resources of a static library have to be asked for, outside any namespace.
static void initResources() {
    Q_INIT_RESOURCE(suss);
}

namespace suss {

QByteArray resource(const QString& name) {
    static const bool ready = (initResources(), true);
    Q_UNUSED(ready);
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace suss
