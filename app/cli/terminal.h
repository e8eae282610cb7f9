#pragma once

#include "core/progress.h"

#include <ostream>
#include <string>
#include <vector>

namespace suss::cli {

/// From here on Ctrl+C asks running work to stop (it throws Cancelled); a second one ends the program at
/// once.
void stopAtInterrupt();

/// Throws Cancelled if Ctrl+C was pressed: for loops between pieces of work that report progress.
void throwIfInterrupted();

/// A progress bar on standard error while the object lives, if `wanted` and that is a terminal. With or
/// without a bar, its callback stops work after Ctrl+C.
class ProgressBar {
  public:
    explicit ProgressBar(bool wanted = true);
    ~ProgressBar();
    ProgressBar(const ProgressBar&) = delete;
    ProgressBar& operator=(const ProgressBar&) = delete;

    [[nodiscard]] Progress callback();
    /// A line of its own on standard error, above the bar.
    void print(const std::string& line);
    /// Makes room for what is printed elsewhere on the terminal; the next report draws the bar again.
    void erase();

  private:
    bool draw(double fraction, std::string_view stage);

    bool visible_;
    std::string drawn_;
};

/// Columns as wide as their widest cell: the first to the left, the others to the right.
class Table {
  public:
    explicit Table(std::vector<std::string> header) : rows_{std::move(header)} {}
    void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
    friend std::ostream& operator<<(std::ostream& out, const Table& table);

  private:
    std::vector<std::vector<std::string>> rows_;
};

/// A number with that many digits after the point.
std::string fixed(double value, int decimals);

/// Digits after the point that show about five significant ones of a column's largest value.
int decimalsFor(double largest);

/// A fraction as "12.3 %".
std::string percent(double fraction);

}  // namespace suss::cli
