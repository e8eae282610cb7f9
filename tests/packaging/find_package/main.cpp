// score REFERENCE IMAGE: prints how far the image is from the reference.
#include <core/error.h>
#include <core/explain/account.h>
#include <core/image/read.h>

#include <cstdio>

int main(int argc, char** argv) try {
    if (argc != 3) throw suss::Error("usage: score REFERENCE IMAGE");
    const auto predictor = suss::Predictor::load(MODEL_FILE);
    const auto reference = suss::analyse(suss::readImage(argv[1]), predictor);
    const auto comparison = suss::compare(reference, suss::readImage(argv[2]));
    const suss::Account account = accountOf(*comparison, weightingNamed(predictor.info(), ""));
    std::printf("suss %.17g\ndistance %.17g\n", account.suss, account.distance);
} catch (const suss::Error& error) {
    std::fprintf(stderr, "score: %s\n", error.what());
    return 2;
}
