#include "app/cli/terminal.h"

#include <algorithm>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <iomanip>
#include <iostream>
#include <sys/ioctl.h>
#include <unistd.h>

namespace suss::cli {

namespace {

volatile std::sig_atomic_t interrupted = 0;

/// As much of a line as the terminal has room for: one that wraps would stay when the next is drawn over it.
void cutToTerminal(std::string& line) {
    winsize size{};
    if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col < 2) return;
    std::size_t room = size.ws_col - std::size_t{1};
    if (line.size() <= room) return;
    while (room > 0 && (static_cast<unsigned char>(line[room]) & 0xc0) == 0x80) --room;  // a whole character
    line.resize(room);
}

}  // namespace

void stopAtInterrupt() {
    struct sigaction action {};
    action.sa_handler = [](int) { interrupted = 1; };
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    sigaction(SIGINT, &action, nullptr);
}

void throwIfInterrupted() {
    if (interrupted) throw Cancelled();
}

ProgressBar::ProgressBar(bool wanted) : visible_(wanted && isatty(STDERR_FILENO) == 1) {}

ProgressBar::~ProgressBar() {
    erase();
}

void ProgressBar::erase() {
    if (!drawn_.empty()) std::cerr << '\r' << std::string(drawn_.size(), ' ') << '\r' << std::flush;
    drawn_.clear();
}

void ProgressBar::print(const std::string& line) {
    erase();
    std::cerr << line << std::endl;
}

Progress ProgressBar::callback() {
    return [this](double fraction, std::string_view stage) { return draw(fraction, stage); };
}

bool ProgressBar::draw(double fraction, std::string_view stage) {
    if (visible_) {
        constexpr int kCells = 24;
        const int full = static_cast<int>(std::clamp(fraction, 0.0, 1.0) * kCells);
        const std::string number = fixed(100 * fraction, 0);
        std::string line = '[' + std::string(full, '#') + std::string(kCells - full, '.') + ']' +
                           std::string(4 - std::min<std::size_t>(number.size(), 3), ' ') + number + " %  " +
                           std::string(stage);
        cutToTerminal(line);
        if (line != drawn_) {
            const std::size_t leftover = drawn_.size() > line.size() ? drawn_.size() - line.size() : 0;
            std::cerr << '\r' << line << std::string(leftover, ' ') << std::flush;
            drawn_ = std::move(line);
        }
    }
    return !interrupted;
}

std::ostream& operator<<(std::ostream& out, const Table& table) {
    std::vector<std::size_t> widths(table.rows_.front().size());
    for (const auto& row : table.rows_)
        for (std::size_t column = 0; column < row.size(); ++column)
            widths[column] = std::max(widths[column], row[column].size());
    for (const auto& row : table.rows_) {
        for (std::size_t column = 0; column < row.size(); ++column)
            out << "  " << (column == 0 ? std::left : std::right)
                << std::setw(static_cast<int>(widths[column])) << row[column];
        out << '\n';
    }
    return out;
}

std::string fixed(double value, int decimals) {
    char text[64];
    const int length = std::snprintf(text, sizeof text, "%.*f", decimals, value);
    return {text, static_cast<std::size_t>(std::clamp(length, 0, 63))};
}

int decimalsFor(double largest) {
    if (!(std::abs(largest) > 0) || !std::isfinite(largest)) return 4;
    return std::clamp(4 - static_cast<int>(std::floor(std::log10(std::abs(largest)))), 0, 12);
}

std::string percent(double fraction) {
    return fixed(100 * fraction, 1) + " %";
}

}  // namespace suss::cli
