#pragma once

#include <QByteArray>
#include <QString>

namespace suss {

/// The content of a file that is built into the program, ":/icons/suss.svg".
QByteArray resource(const QString& name);

}  // namespace suss
