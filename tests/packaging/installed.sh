#!/usr/bin/env bash
# installed.sh CMAKE BUILD SOURCE TO: installs the build tree, moves the result to TO/prefix, and checks that it is whole
# there: both programs run, and their model is the one beside them, never one of the source or build folder.
set -euo pipefail
cmake=$1 build=$2 source=$3 to=$4

fail() {
    echo "FAILED: $*" >&2
    exit 1
}

rm -rf "$to"
"$cmake" --install "$build" --prefix "$to/elsewhere" >/dev/null
mv "$to/elsewhere" "$to/prefix"
cd "$to"
prefix=$to/prefix
model=$prefix/share/suss/model/default.suss

# Two pictures: a texture, and the same with a lighter square.
picture() {
    awk -v lighter="$1" 'BEGIN {
        print "P3 96 64 255"
        for (y = 0; y < 64; ++y)
            for (x = 0; x < 96; ++x) {
                v = 110 + 60 * sin(x / 5) * cos(y / 7) + (x > 30 && x < 50 && y > 20 && y < 40 ? lighter : 0)
                printf "%d %d %d\n", v, v * 0.9, v * 0.8
            }
    }'
}
picture 0 >reference.ppm
picture 12 >image.ppm

# As people start it: nothing of this build in the environment.
alone() { env -i HOME="$to" PATH=/usr/bin:/bin QT_QPA_PLATFORM=offscreen ${ASAN_OPTIONS+ASAN_OPTIONS="$ASAN_OPTIONS"} "$@"; }
hash_of() { sha256sum "$1" | cut -d' ' -f1; }

version=$(alone "$prefix/bin/suss" --version)
[[ $version == *"$(hash_of "$model")" ]] || fail "suss --version does not name the installed model: $version"
alone "$prefix/bin/suss" compare reference.ppm image.ppm --json >compare.json
alone "$prefix/bin/suss" figure reference.ppm image.ppm -o figure.pdf
[[ $(head -c 5 figure.pdf) == %PDF- ]] || fail "suss figure wrote no PDF"
window=$(alone "$prefix/bin/suss-viewer" --check reference.ppm image.ppm 2>viewer.txt) || fail "suss-viewer: $(cat viewer.txt)"
[[ $window == "distance "* ]] || fail "suss-viewer --check says \"$window\""

# With another model in that place, it is that one; with none, there is none.
mv "$model" default.suss
LC_ALL=C sed 's/\(name[\]*":[ \]*"\)default/\1another/' default.suss >"$model"
cmp -s default.suss "$model" && fail "The model's name could not be changed."
version=$(alone "$prefix/bin/suss" --version)
[[ $version == *"$(hash_of "$model")" ]] || fail "suss uses a model from elsewhere: $version"
rm "$model"
version=$(alone "$prefix/bin/suss" --version)
[[ ${version//"$prefix"/} != *"$source"* ]] || fail "suss looks for its model where it was built: $version"
[[ $version == *"no model"* || -e /usr/local/share/suss || -e /usr/share/suss ]] || fail "suss has a model from elsewhere: $version"
mv default.suss "$model"

# Nothing that is installed speaks of the folders it was made in, and no public header of Torch. Sanitized programs and
# those with debugging symbols do.
if ! grep -q "CMAKE_BUILD_TYPE:STRING=\(RelWithDebInfo\|Debug\)" "$build/CMakeCache.txt"; then
    found=$(grep -rlF "$source/" "$prefix" || true)
    [[ -z $found ]] || fail "The source folder is named in: $found"
fi
found=$(grep -rlE "include <(torch|ATen|c10|opencv2|vips|lcms2|dnnl|oneapi|OpenEXR|Imf|Imath|matio|nettle|nlopt|libfccp|Q[A-Z])" "$prefix/include" || true)
[[ -z $found ]] || fail "Private libraries are included by: $found"
for file in share/applications/suss-viewer.desktop share/icons/hicolor/scalable/apps/suss-viewer.svg \
    share/mime/packages/suss.xml share/man/man1/suss.1.gz share/man/man1/suss-viewer.1.gz \
    share/bash-completion/completions/suss include/suss/core/explain/account.h; do
    [[ -s $prefix/$file ]] || fail "$file was not installed"
done
