#!/usr/bin/env bash
# find_package.sh CMAKE GENERATOR COMPILER TO: builds the project in find_package/ against the installation in TO/prefix
# (made by installed.sh) and checks that it scores as the installed `suss` does.
set -euo pipefail
cmake=$1 generator=$2 compiler=$3 to=$4
project=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/find_package

rm -rf "$to/project"
"$cmake" -S "$project" -B "$to/project" -G "$generator" -D CMAKE_CXX_COMPILER="$compiler" -D CMAKE_BUILD_TYPE=Release \
    -D CMAKE_PREFIX_PATH="$to/prefix" -D CMAKE_FIND_USE_PACKAGE_REGISTRY=OFF
"$cmake" --build "$to/project"

cd "$to"
scores=$(project/score reference.ppm image.ppm)
echo "$scores"
prefix/bin/suss compare reference.ppm image.ppm --json >compare.json
told=$(sed -n 's/^ *"distance": \([^,]*\),*$/\1/p' compare.json | head -1)
awk -v told="$told" -v distance="${scores##*distance }" 'BEGIN {
    if (distance > 0 && told - distance < 1e-9 && distance - told < 1e-9) exit 0
    print "FAILED: suss says " told
    exit 1
}'
