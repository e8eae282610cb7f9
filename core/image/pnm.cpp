#include "core/image/pnm.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstdint>
#include <optional>
#include <system_error>

namespace suss {
namespace {

bool isSpace(char c) {
    return std::isspace(static_cast<unsigned char>(c)) != 0;
}

/// Words between white space; comments run from # to the end of a line.
class Words {
  public:
    explicit Words(std::string_view text) : rest_(text) {}

    /// Empty at the end.
    std::string_view next() {
        while (!rest_.empty() && (isSpace(rest_.front()) || rest_.front() == '#'))
            rest_.remove_prefix(rest_.front() == '#' ? std::min(rest_.find_first_of("\r\n"), rest_.size())
                                                     : 1);
        const auto end =
            std::find_if(rest_.begin(), rest_.end(), [](char c) { return isSpace(c) || c == '#'; });
        const std::string_view word(rest_.begin(), end);
        rest_.remove_prefix(word.size());
        return word;
    }
    /// Up to a billion.
    std::optional<std::int64_t> nextNumber() {
        const std::string_view word = next();
        std::int64_t number = 0;
        const auto [end, failure] = std::from_chars(word.begin(), word.end(), number);
        const bool isNumber =
            failure == std::errc() && end == word.end() && number > 0 && number <= 1'000'000'000;
        return isNumber ? std::optional(number) : std::nullopt;
    }
    [[nodiscard]] std::string_view rest() const { return rest_; }

  private:
    std::string_view rest_;
};

}  // namespace

std::string plainTextOf(std::string_view bytes) {
    Words words(bytes);
    std::string text(words.next());
    if (text != "P1" && text != "P2" && text != "P3") return {};
    int header = text == "P1" ? 2 : 3;  // numbers of it that are to come
    const bool areDigits = text == "P1";
    for (auto word = words.next(); !word.empty(); word = words.next(), --header)
        for (std::size_t at = 0; at < word.size();) {
            const std::size_t count = areDigits && header <= 0 ? 1 : word.size();
            text += ' ';
            text += word.substr(at, count);
            at += count;
        }
    return text + '\n';
}

bool isWholePnm(std::string_view bytes) {
    Words words(bytes);
    const std::string_view kind = words.next();
    if (kind != "P1" && kind != "P2" && kind != "P3" && kind != "P4") return true;
    const auto width = words.nextNumber(), height = words.nextNumber();
    if (!width || !height) return true;
    // One white space character stands between the header and a bitmap.
    if (kind == "P4") return std::int64_t(words.rest().size()) - 1 >= (*width + 7) / 8 * *height;
    if (kind != "P1") words.next();  // the full value
    std::int64_t missing = *width * *height * (kind == "P3" ? 3 : 1);
    while (missing > 0 && !words.next().empty()) --missing;
    return missing == 0;
}

}  // namespace suss
