#include "app/cli/csv.h"

#include "core/error.h"
#include "core/report/comparison_csv.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace suss::cli {

namespace {

/// A file that is open, and locked against other programs that append to it.
class LockedFile {
  public:
    explicit LockedFile(const std::filesystem::path& file)
        : name_(file.string()),
          descriptor_(open(file.c_str(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0666)) {
        if (descriptor_ < 0) fail(errno);
        while (flock(descriptor_, LOCK_EX) != 0)
            if (const int reason = errno; reason != EINTR) {  // as Ctrl+C leaves it
                close(descriptor_);
                fail(reason);
            }
    }
    ~LockedFile() { close(descriptor_); }
    LockedFile(const LockedFile&) = delete;
    LockedFile& operator=(const LockedFile&) = delete;

    /// At most `count` bytes from the beginning.
    [[nodiscard]] std::string beginning(std::size_t count) const {
        std::string bytes(count, '\0');
        const ssize_t got = pread(descriptor_, bytes.data(), count, 0);
        bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
        return bytes;
    }

    /// All of the bytes or none.
    void append(const std::string& bytes) const {
        const off_t before = lseek(descriptor_, 0, SEEK_END);
        const ssize_t written = write(descriptor_, bytes.data(), bytes.size());
        if (written == static_cast<ssize_t>(bytes.size())) return;
        const int reason = written < 0 ? errno : ENOSPC;
        if (written > 0 && ftruncate(descriptor_, before) != 0) fail(errno);
        fail(reason);
    }

  private:
    [[noreturn]] void fail(int reason) const {
        throw Error("The table \"" + name_ + "\" cannot be written: " + std::strerror(reason) + '.');
    }

    std::string name_;
    int descriptor_;
};

}  // namespace

void appendCsvRows(const std::filesystem::path& file, const std::string& referencePath,
                   const ModelInfo& model, const std::string& weightSet,
                   const std::vector<ComparisonReport>& reports) {
    const LockedFile table(file);
    const std::string header = csvHeader();
    const std::string beginning = table.beginning(header.size());
    if (!beginning.empty() && beginning != header)
        throw Error(file.string() +
                    " is not a table begun by this version of suss compare: give another name to --csv.");
    std::string lines = beginning.empty() ? header : "";
    for (const ComparisonReport& report : reports) lines += csvRow(referencePath, model, weightSet, report);
    table.append(lines);
}

}  // namespace suss::cli
