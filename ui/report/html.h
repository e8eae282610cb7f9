#pragma once

#include <QByteArray>
#include <QString>

#include <initializer_list>
#include <utility>

namespace suss {

/// Markup in UTF-8. The only ways to it are escaped text and templates, so no file name gets in as it is.
struct Html {
    QByteArray markup;

    Html() = default;
    Html(const QString& text) : markup(text.toHtmlEscaped().toUtf8()) {}  ///< escaped, also for attributes
    static Html verbatim(QByteArray markup) {
        Html html;
        html.markup = std::move(markup);
        return html;
    }
    Html& operator+=(const Html& other) {
        markup += other.markup;
        return *this;
    }
};

/// The resource :/report/NAME with each {{key}} replaced by its value. What is put in is not looked at again.
/// Every key of the template must be given.
Html filled(const QString& name, std::initializer_list<std::pair<QByteArrayView, Html>> values);

}  // namespace suss
