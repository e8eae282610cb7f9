#pragma once

#include "core/error.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <filesystem>
#include <libfccp/csv.h>
#include <string>
#include <system_error>

namespace suss {

[[noreturn]] inline void refuseTable(const std::filesystem::path& table, const std::string& why) {
    throw Error("The table \"" + table.string() + "\" cannot be used: " + why + ".");
}

/// A number of a row, which is refused with its line if it is none or not finite.
inline double numberInRow(const std::string& text, const std::filesystem::path& table, unsigned line) {
    double number = 0;
    const char* begin = text.data() + (text.starts_with('+') ? 1 : 0);
    const char* const end = text.data() + text.size();
    const auto [stop, failure] = std::from_chars(begin, end, number);
    const std::string where = "line " + std::to_string(line);
    if (failure != std::errc() || stop != end || begin == end)
        refuseTable(table, where + " has \"" + text + "\" where a number belongs");
    if (!std::isfinite(number)) refuseTable(table, where + " has a value that is not finite");
    return number;
}

/// Hands the rows of a CSV file, whose header has been read, to `read`; the first `required` of the columns
/// must be there, others do not count. Throws Error for anything that is wrong with the table.
template <typename Read, typename... Columns>
void readTable(const std::filesystem::path& table, std::size_t required, const Read& read,
               const Columns&... columns) {
    try {
        io::CSVReader<sizeof...(Columns), io::trim_chars<' ', '\t', '\r'>, io::double_quote_escape<',', '"'>>
            rows(table.string());
        rows.read_header(io::ignore_extra_column | io::ignore_missing_column, columns...);
        const std::array names{columns...};
        for (std::size_t i = 0; i < required; ++i)
            if (!rows.has_column(names[i]))
                refuseTable(table, std::string("it has no column \"") + names[i] + "\"");
        read(rows);
    } catch (const io::error::base& problem) {
        std::string why = problem.what();  // a sentence
        if (why.ends_with('.')) why.pop_back();
        refuseTable(table, why);
    }
}

}  // namespace suss
