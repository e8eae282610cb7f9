#include "ui/panels/images_model.h"

#include "ui/icons.h"
#include "ui/text.h"

#include <QFileInfo>
#include <QFont>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <limits>

namespace suss {

namespace {

// Shorter beginnings stay: they take little room, and a name is easier to read as a whole.
constexpr int kShortPrefix = 5;

// Where the last word of a name begins, but for a file's ending: "…png" says less than "…moved.png".
qsizetype startOfLastWord(const QString& name) {
    qsizetype at = name.lastIndexOf(QLatin1Char('.'));
    if (at < 0) at = name.size();
    while (at > 0 && !name[at - 1].isLetterOrNumber()) --at;
    while (at > 0 && name[at - 1].isLetterOrNumber()) --at;
    return at;
}

// How much of their beginning all names share, up to the end of a word; 0 if that is little.
int sharedPrefix(const std::vector<Candidate>& images) {
    if (images.size() < 2) return 0;
    const QString first = images.front().source.title();
    qsizetype length = first.size();
    for (const Candidate& image : images) {
        const QString name = image.source.title();
        const auto [end, other] =
            std::mismatch(first.begin(), first.begin() + length, name.begin(), name.end());
        length = std::min<qsizetype>(end - first.begin(), startOfLastWord(name));
    }
    while (length > 0 && first[length - 1].isLetterOrNumber()) --length;
    return length < kShortPrefix ? 0 : int(length);
}

/// How long the ending is that all files have, with its dot; 0 if they have not one.
int sharedEnding(const std::vector<Candidate>& images) {
    if (images.size() < 2) return 0;
    const QString ending = QLatin1Char('.') + QFileInfo(images.front().source.path).suffix();
    const bool isShared = std::ranges::all_of(images, [&](const Candidate& image) {
        const QString name = image.source.title();
        return image.source.kind == Source::Kind::File && name.size() > ending.size() &&
               name.endsWith(ending);
    });
    return isShared && ending.size() > 1 ? int(ending.size()) : 0;
}

}  // namespace

ImagesModel::ImagesModel(const Document& document, QObject* parent)
    : QAbstractTableModel(parent), document_(document) {
    connect(&document, &Document::changed, this, [this](Document::Changes changes) {
        if (changes &
            (Document::Changes(Document::Change::List) | Document::Change::Account | Document::Change::Kept))
            refresh();
    });
    refresh();
}

void ImagesModel::refresh() {
    const int rows = int(document_.images().size());
    prefix_ = sharedPrefix(document_.images());
    ending_ = sharedEnding(document_.images());
    if (rows != rows_) {
        beginResetModel();
        rows_ = rows;
        endResetModel();
    } else if (rows > 0) {
        Q_EMIT dataChanged(index(0, 0), index(rows - 1, ColumnCount - 1));
    }
}

int ImagesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : rows_;
}

int ImagesModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(ColumnCount);
}

std::optional<Account> ImagesModel::accountOfRow(int row) const {
    return document_.images()[std::size_t(row)].account(document_.weighting());
}

QString ImagesModel::withRemarks(QString text, int row) const {
    const Candidate& image = document_.images()[std::size_t(row)];
    if (isKept(row)) text += tr("\nIt is kept beside the others.");
    if (const auto account = accountOfRow(row); account && account->hasMoved()) {
        text += tr("\nIt has moved as a whole: the distance is that of the picture where it is.");
        if (account->noticeable) text += tr(" How many people would notice is of the picture laid back.");
    }
    for (const std::string& note : image.notes) text += QStringLiteral("\n%1.").arg(toQString(note));
    return text;
}

bool ImagesModel::isKept(int row) const {
    const Source& kept = document_.kept().source;
    return !kept.isEmpty() && kept == document_.images()[std::size_t(row)].source;
}

QVariant ImagesModel::sign(int row) const {
    if (isKept(row)) return lineIcon("layout-split");
    const auto account = accountOfRow(row);
    const bool isMoved = account && account->hasMoved();
    return isMoved || !document_.images()[std::size_t(row)].notes.empty() ? lineIcon("note") : QVariant();
}

QString ImagesModel::noticed(int row) const {
    const auto account = accountOfRow(row);
    if (!account || !account->noticeable) return QStringLiteral("–");
    if (document_.images()[std::size_t(row)].isLocal) return tr("in places");
    return toQString(percentOfPeople(account->noticeable->probability));
}

// What is not known comes behind what everybody notices.
double ImagesModel::noticedToSort(int row) const {
    const auto account = accountOfRow(row);
    const bool isKnown = account && account->noticeable && !document_.images()[std::size_t(row)].isLocal;
    return isKnown ? account->noticeable->probability : std::numeric_limits<double>::infinity();
}

QString ImagesModel::part(int row, std::size_t component) const {
    const auto account = accountOfRow(row);
    if (!account || !account->components[component].enabled) return QStringLiteral("–");
    const double contribution = account->components[component].contribution;
    if (contribution != 0 && std::abs(contribution) < 5e-4) return QStringLiteral("≈ 0");
    return formatNumber(contribution, std::abs(contribution) < 0.1 ? 1 : 2);
}

QString ImagesModel::fileSize(int row) const {
    const qint64 bytes = document_.images()[std::size_t(row)].fileBytes;
    return bytes > 0 ? formatFileSize(bytes) : QStringLiteral("–");
}

// What codecs are compared by.
QString ImagesModel::fileSizeInFull(int row) const {
    const qint64 bytes = document_.images()[std::size_t(row)].fileBytes;
    if (bytes == 0) return tr("It is in no file");
    const QSize size = document_.imageSize();
    return tr("The file has %1 bytes, %2 bits for each pixel")
        .arg(QLocale(QLocale::English).toString(bytes))
        .arg(formatNumber(8.0 * double(bytes) / (double(size.width()) * size.height())));
}

bool ImagesModel::isPart(int column) {
    return column >= FirstPart && column < FirstPart + int(kComponentCount);
}

QVariant ImagesModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const Candidate& image = document_.images()[std::size_t(index.row())];
    const bool isName = index.column() == Name;
    switch (role) {
        case Qt::DisplayRole: {
            // Of the example's pictures what they are, without how much.
            if (isName && image.source.kind == Source::Kind::Example)
                return image.source.title().section(QLatin1Char(','), 0, 0);
            if (isName) {
                const QString name = image.source.title().chopped(ending_);
                return prefix_ > 0 ? QStringLiteral("…") + name.mid(prefix_) : name;
            }
            if (index.column() == Size) return fileSize(index.row());
            if (!image.problem.isEmpty()) return index.column() == Distance ? tr("not compared") : QString();
            if (isPart(index.column())) return part(index.row(), std::size_t(index.column() - FirstPart));
            if (index.column() == Noticed) return noticed(index.row());
            const auto account = accountOfRow(index.row());
            return account ? formatNumber(account->distance) : QStringLiteral("…");
        }
        case SortRole:
            if (isName) return image.source.title();
            if (index.column() == Size) return image.fileBytes;
            if (index.column() == Noticed) return noticedToSort(index.row());
            if (const auto account = accountOfRow(index.row()))
                return isPart(index.column())
                           ? account->components[std::size_t(index.column() - FirstPart)].contribution
                           : account->distance;
            return std::numeric_limits<double>::infinity();
        case Qt::ToolTipRole:
            if (!image.problem.isEmpty()) return image.problem;
            if (index.column() == Size) return fileSizeInFull(index.row());
            if (index.column() == Noticed)
                return image.isLocal
                           ? tr("Much of the change is in a small part of the picture: how many people would "
                                "notice is not known")
                           : tr("How many people would notice, roughly: fitted to turned, moved, enlarged "
                                "and noisy photos, not to compression");
            if (isPart(index.column()))
                return tr("How much of the distance %1 makes: the parts add up to it")
                    .arg(toQString(meaningOf(kComponents[std::size_t(index.column() - FirstPart)])));
            return withRemarks(image.source.path.isEmpty() ? image.source.title() : image.source.path,
                               index.row());
        case Qt::DecorationRole:
            return isName ? sign(index.row()) : QVariant();
        case Qt::AccessibleTextRole:
            return isName ? withRemarks(image.source.title(), index.row()) : data(index, Qt::DisplayRole);
        case Qt::TextAlignmentRole:
            return int((isName ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
        case Qt::FontRole: {
            QFont font;
            font.setBold(index.row() == document_.current());
            return font;
        }
        default:
            return {};
    }
}

QVariant ImagesModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(section == Name ? Qt::AlignLeft : Qt::AlignRight);
    if (role != Qt::DisplayRole) return {};
    if (isPart(section)) return toQString(nameOf(kComponents[std::size_t(section - FirstPart)]));
    return section == Name       ? tr("Image")
           : section == Distance ? tr("Distance")
           : section == Noticed  ? tr("Noticed")
                                 : tr("Size");
}

QString ImagesModel::keyOf(int column) {
    if (isPart(column)) return toQString(nameOf(kComponents[std::size_t(column - FirstPart)]));
    return column == Name       ? QStringLiteral("name")
           : column == Distance ? QStringLiteral("distance")
           : column == Noticed  ? QStringLiteral("noticed")
                                : QStringLiteral("size");
}

int ImagesModel::columnNamed(const QString& key) {
    int column = ColumnCount - 1;
    while (column >= 0 && keyOf(column) != key) --column;
    return column;
}

}  // namespace suss
