#include "core/error.h"
#include "core/files.h"
#include "core/human/judgments.h"
#include "tests/support/photos.h"

#include <QTest>

#include <array>
#include <cmath>
#include <cstring>
#include <matio.h>

using namespace suss;
using namespace suss::test;

namespace fs = std::filesystem;

class TestJudgments : public QObject {
    Q_OBJECT

    ScratchFolder scratch_;

    [[nodiscard]] fs::path at(const std::string& name) const { return scratch_.path() / name; }

    /// Readers look at names only: any bytes are a picture to them.
    void put(const std::string& name, const std::string& bytes = "x") const {
        fs::create_directories(at(name).parent_path());
        writeFile(at(name), bytes);
    }

    [[nodiscard]] std::string refusal(const std::string& name,
                                      HumanSense sense = HumanSense::HigherIsWorse) const {
        try {
            readJudgments(at(name), sense);
            return {};
        } catch (const Error& error) {
            return error.what();
        }
    }
    static bool mentions(const std::string& text, const std::string& part) {
        if (text.find(part) != std::string::npos) return true;
        qWarning("\"%s\" does not mention %s", text.c_str(), part.c_str());
        return false;
    }

    /// A .npy file of one float32, as BAPPS has them.
    void putNumber(const std::string& name, float value) const {
        std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }";
        header.resize(117, ' ');
        header += '\n';
        std::string bytes("\x93NUMPY\x01\x00", 8);
        bytes += {char(header.size()), '\0'};
        bytes += header;
        bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
        put(name, bytes);
    }

  private Q_SLOTS:
    void init() {
        for (const auto& entry : fs::directory_iterator(scratch_.path())) fs::remove_all(entry.path());
    }

    void tables() {
        put("photos/a.png");
        put("photos/a, blurred.png");
        put("pairs.csv",
            "group,image,human,reference,comment\r\nblur,\"photos/a, "
            "blurred.png\",-1.5e1,photos/a.png,odd\r\n"
            "noise,photos/a.png,2,photos/a.png,\r\n");
        const Judgments judgments = readJudgments(at("pairs.csv"));
        QCOMPARE(judgments.name, std::string("pairs"));
        QCOMPARE(judgments.ratings.size(), std::size_t(2));
        QCOMPARE(judgments.ratings[0].image, at("photos/a, blurred.png"));
        QCOMPARE(judgments.ratings[0].reference, at("photos/a.png"));
        QCOMPARE(judgments.ratings[0].human, -15.0);
        QCOMPARE(judgments.ratings[0].group, std::string("blur"));
        QCOMPARE(readJudgments(at("pairs.csv"), HumanSense::HigherIsBetter).ratings[1].human, -2.0);
        put("plain.csv", "reference,image,human\nphotos/a.png,photos/a.png,0\n");
        QCOMPARE(readJudgments(at("plain.csv")).ratings[0].group, std::string());
    }

    void tablesThatCannotBeUsed() {
        put("a.png");
        QVERIFY(mentions(refusal("nowhere.csv"), "nowhere.csv"));
        put("empty.csv", "");
        QVERIFY(mentions(refusal("empty.csv"), "empty.csv"));
        put("rows.csv", "reference,image,human\n");
        QVERIFY(mentions(refusal("rows.csv"), "no rows"));
        put("column.csv", "reference,image\na.png,a.png\n");
        QVERIFY(mentions(refusal("column.csv"), "human"));
        put("number.csv", "reference,image,human\na.png,a.png,0\na.png,a.png,much\n");
        QVERIFY(mentions(refusal("number.csv"), "much"));
        put("none.csv", "reference,image,human\na.png,a.png,1\na.png,a.png,\n");
        QVERIFY(mentions(refusal("none.csv"), "line 3"));
        put("tiny.csv", "reference,image,human\na.png,a.png,1e-99999999999\n");
        QVERIFY(mentions(refusal("tiny.csv"), "line 2"));
        put("long.csv", "reference,image,human\n" + std::string(300, '0') + ",a.png,1\n");
        QVERIFY(mentions(refusal("long.csv"), "line 2"));
        put("nan.csv", "reference,image,human\na.png,a.png,nan\n");
        QVERIFY(!refusal("nan.csv").empty());
        put("gone.csv", "reference,image,human\na.png,a.png,0\na.png,gone.png,1\n");
        QVERIFY(mentions(refusal("gone.csv"), "line 3"));
        QVERIFY(mentions(refusal("gone.csv"), "gone.png"));
        put("short.csv", "reference,image,human\na.png\n");
        QVERIFY(!refusal("short.csv").empty());
        put("binary.csv", std::string("\0\1\2\xff", 4));
        QVERIFY(!refusal("binary.csv").empty());
        fs::create_directory(at("folder"));
        QVERIFY(mentions(refusal("folder"), "TID2013"));
    }

    void tid2013() {
        put("tid/mos_with_names.txt", "5.51429 I01_01_1.bmp\n3.25 i02_24_5.bmp\n");
        for (const char* name : {"reference_images/I01.BMP", "reference_images/i02.bmp",
                                 "distorted_images/i01_01_1.bmp", "distorted_images/I02_24_5.BMP"})
            put(std::string("tid/") + name);
        const Judgments judgments = readJudgments(at("tid"));
        QCOMPARE(judgments.ratings.size(), std::size_t(2));
        QCOMPARE(judgments.ratings[0].reference, at("tid/reference_images/I01.BMP"));
        QCOMPARE(judgments.ratings[0].human, -5.51429);  // opinion scores: higher was better
        QCOMPARE(judgments.ratings[1].image, at("tid/distorted_images/I02_24_5.BMP"));
        QCOMPARE(judgments.ratings[1].group, std::string("24"));
        fs::remove(at("tid/distorted_images/I02_24_5.BMP"));
        QVERIFY(mentions(refusal("tid"), "i02_24_5.bmp"));
        for (const char* last : {"nothing", "3.25"}) {  // the second was cut short
            put("tid/mos_with_names.txt", std::string("5.5 I01_01_1.bmp\n") + last);
            QVERIFY(mentions(refusal("tid"), "not a score and a name"));
        }
    }

    void kadid() {
        put("kadid/dmos.csv", "dist_img,ref_img,dmos,var\nI01_03_05.png,I01.png,4.57,0.496\n");
        put("kadid/images/I01.png");
        put("kadid/images/I01_03_05.png");
        const Judgments judgments = readJudgments(at("kadid"));
        QCOMPARE(judgments.ratings.size(), std::size_t(1));
        QCOMPARE(judgments.ratings[0].human, -4.57);
        QCOMPARE(judgments.ratings[0].group, std::string("03"));
        QCOMPARE(judgments.ratings[0].image, at("kadid/images/I01_03_05.png"));
        put("kadid/dmos.csv",
            "dist_img,ref_img,dmos,var\nI01_03_05.png,I01.png,4.57,0.496\nI01,I01.png,4,0\n");
        QVERIFY(mentions(refusal("kadid"), "line 3"));
        put("kadid/dmos.csv", "dist_img,ref_img\nI01_03_05.png,I01.png\n");
        QVERIFY(mentions(refusal("kadid"), "no column \"dmos\""));
    }

    void live() {
        constexpr std::array<std::pair<const char*, int>, 5> kKinds{
            {{"jp2k", 227}, {"jpeg", 233}, {"wn", 174}, {"gblur", 174}, {"fastfading", 174}}};
        put("live/refimgs/house.bmp");
        std::vector<double> dmos, orgs;
        for (const auto& [kind, count] : kKinds)
            for (int i = 1; i <= count; ++i) {
                put(std::string("live/") + kind + "/img" + std::to_string(i) + ".bmp");
                dmos.push_back(double(dmos.size()));
                orgs.push_back(i % 10 == 0);  // undistorted copies
            }
        const auto write = [&](const char* file, const auto& addVariables) {
            mat_t* mat = Mat_CreateVer(at(file).c_str(), nullptr, MAT_FT_MAT5);
            addVariables(mat);
            Mat_Close(mat);
        };
        const auto row = [](mat_t* mat, const char* name, std::vector<double>& values) {
            std::array<std::size_t, 2> size{1, values.size()};
            matvar_t* variable =
                Mat_VarCreate(name, MAT_C_DOUBLE, MAT_T_DOUBLE, 2, size.data(), values.data(), 0);
            Mat_VarWrite(mat, variable, MAT_COMPRESSION_ZLIB);
            Mat_VarFree(variable);
        };
        write("live/dmos.mat", [&](mat_t* mat) {
            row(mat, "dmos", dmos);
            row(mat, "orgs", orgs);
        });
        write("live/refnames_all.mat", [&](mat_t* mat) {
            std::vector<matvar_t*> cells;
            std::string name = "house.bmp";
            std::array<std::size_t, 2> textSize{1, name.size()}, size{1, dmos.size()};
            for (std::size_t i = 0; i < dmos.size(); ++i)
                cells.push_back(
                    Mat_VarCreate(nullptr, MAT_C_CHAR, MAT_T_UINT8, 2, textSize.data(), name.data(), 0));
            cells.push_back(nullptr);
            matvar_t* list =
                Mat_VarCreate("refnames_all", MAT_C_CELL, MAT_T_CELL, 2, size.data(), cells.data(), 0);
            Mat_VarWrite(mat, list, MAT_COMPRESSION_NONE);  // matio does not compress lists rightly
            Mat_VarFree(list);
        });
        const Judgments judgments = readJudgments(at("live"));
        QCOMPARE(judgments.ratings.size(), std::size_t(982 - 22 - 23 - 3 * 17));
        QCOMPARE(judgments.ratings[0].image, at("live/jp2k/img1.bmp"));
        QCOMPARE(judgments.ratings[0].reference, at("live/refimgs/house.bmp"));
        QCOMPARE(judgments.ratings.back().human, 981.0);  // higher is worse already
        QCOMPARE(judgments.ratings.back().group, std::string("fastfading"));
        dmos[7] = std::nan("");
        write("live/dmos.mat", [&](mat_t* mat) {
            row(mat, "dmos", dmos);
            row(mat, "orgs", orgs);
        });
        QVERIFY(mentions(refusal("live"), "not finite"));
        write("live/dmos.mat", [&](mat_t* mat) {
            mat_complex_split_t parts{dmos.data(), dmos.data()};
            std::array<std::size_t, 2> size{1, dmos.size()};
            matvar_t* variable =
                Mat_VarCreate("dmos", MAT_C_DOUBLE, MAT_T_DOUBLE, 2, size.data(), &parts, MAT_F_COMPLEX);
            Mat_VarWrite(mat, variable, MAT_COMPRESSION_NONE);
            Mat_VarFree(variable);
            row(mat, "orgs", orgs);
        });
        QVERIFY(mentions(refusal("live"), "does not hold numbers"));
        put("live/dmos.mat", "nonsense");
        QVERIFY(mentions(refusal("live"), "dmos.mat"));
    }

    void bapps() {
        for (const char* part : {"ref", "p0", "p1"})
            put(std::string("bapps/2afc/val/cnn/") + part + "/000001.png");
        putNumber("bapps/2afc/val/cnn/judge/000001.npy", 0.2f);
        for (const char* part : {"p0", "p1"})
            put(std::string("bapps/jnd/val/traditional/") + part + "/000007.png");
        putNumber("bapps/jnd/val/traditional/same/000007.npy", 0.75f);
        const Judgments judgments = readJudgments(at("bapps"));
        QCOMPARE(judgments.preferences.size(), std::size_t(1));
        QCOMPARE(judgments.preferences[0].shareSecond, double(0.2f));
        QCOMPARE(judgments.preferences[0].second, at("bapps/2afc/val/cnn/p1/000001.png"));
        QCOMPARE(judgments.preferences[0].group, std::string("cnn"));
        QCOMPARE(judgments.ratings.size(), std::size_t(1));
        QCOMPARE(judgments.ratings[0].human, 0.25);  // share of people who saw a difference
        QCOMPARE(judgments.ratings[0].reference, at("bapps/jnd/val/traditional/p0/000007.png"));
        // One kind alone is a data set too.
        QCOMPARE(readJudgments(at("bapps/2afc/val/cnn")).preferences.size(), std::size_t(1));
        fs::create_directories(at("hollow/cnn/judge"));
        for (const char* part : {"ref", "p0", "p1"})
            fs::create_directories(at(std::string("hollow/cnn/") + part));
        QVERIFY(mentions(refusal("hollow"), "no judgments"));
        putNumber("bapps/2afc/val/cnn/judge/000001.npy", 1.5f);
        QVERIFY(mentions(refusal("bapps"), "000001.npy"));
        put("bapps/2afc/val/cnn/judge/000001.npy", "nonsense");
        QVERIFY(mentions(refusal("bapps"), "000001.npy"));
    }
};

QTEST_GUILESS_MAIN(TestJudgments)
#include "test_judgments.moc"
