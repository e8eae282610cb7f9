#!/usr/bin/python3
"""Whole processes on the same pair of files: `suss compare`, butteraugli and SSIMULACRA, by size of the picture.

    tests/bench/peers.py [--suss build/bin/suss] [--megapixels 0.39 1 4 12 24 100] [--runs N]

Needs Debian's libjxl-devtools and python3-skimage. Prints a table: the least of the runs (eight of small pictures, one of
large ones), which take turns so that all see the same machine; peak memory is the largest resident set. "further" is
what each further image takes, up to 24 megapixels: a list keeps what the networks say of its reference. A peer that
fails on a picture has "fails". The columns of LPIPS are what its networks cost (backbone.cpp: random weights, both
pictures), for scale, once and up to a megapixel only: VGG takes a minute there."""

import argparse
import math
import os
import subprocess
import tempfile
import time

from PIL import Image
from skimage import data


BACKBONE_MEGAPIXELS = 1
LIST_MEGAPIXELS = 24
Image.MAX_IMAGE_PIXELS = None  # PIL warns of decompression bombs from 89 megapixels on


def run(command, may_fail=False):
    """Wall time in seconds (nan if it failed and may) and peak memory in MB."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    message = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0 and may_fail:
        return float("nan"), 0
    if process.returncode != 0:
        raise SystemExit(f"{command[0]} failed: {message.decode(errors='replace').strip()}")
    return time.monotonic() - start, usage.ru_maxrss / 1024


def pictures(folder, megapixels):
    """A photo of 3 : 2 and JPEGs of it, decoded, as PNG: butteraugli and suss then read the same files."""
    height = round((megapixels * 1e6 / 1.5) ** 0.5)
    photo = Image.fromarray(data.coffee()).resize((round(1.5 * height), height), Image.Resampling.BICUBIC)
    reference = os.path.join(folder, "reference.png")
    photo.save(reference, compress_level=1)
    images = []
    for quality in (30, 40, 50, 60, 70):
        jpeg = os.path.join(folder, "image.jpg")
        images.append(os.path.join(folder, f"image{quality}.png"))
        photo.save(jpeg, quality=quality)
        Image.open(jpeg).save(images[-1], compress_level=1)
    return photo.size, reference, images


def in_seconds(value, digits=2):
    return "fails" if math.isnan(value) else f"{value:.{digits}f} s"


def ratio(value, to, digits=2):
    return "" if math.isnan(value) or math.isnan(to) else f"{value / to:.{digits}f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    here = os.path.dirname(os.path.abspath(__file__))
    parser.add_argument("--suss", default=os.path.join(here, "../../build/bin/suss"))
    parser.add_argument("--megapixels", type=float, nargs="+", default=[0.39, 1, 4, 12, 24, 100])
    parser.add_argument("--runs", type=int)
    options = parser.parse_args()

    columns = ["picture", "suss", "further image", "butteraugli", "SSIMULACRA", "LPIPS-AlexNet", "LPIPS-VGG",
               "suss / butteraugli", "further / butteraugli", "peak memory"]
    print(f"| {' | '.join(columns)} |")
    print(f"|{' --- |' * len(columns)}")
    for megapixels in options.megapixels:
        with tempfile.TemporaryDirectory() as folder:
            (width, height), reference, images = pictures(folder, megapixels)
            suss = {"one": [options.suss, "compare", reference, images[0], "--quiet"]}
            if megapixels <= LIST_MEGAPIXELS:
                suss["all"] = [options.suss, "compare", reference, *images, "--quiet"]
            peers = {name: [f"{name}_main", reference, images[0]] for name in ("butteraugli", "ssimulacra")}
            backbones = {}
            if megapixels <= BACKBONE_MEGAPIXELS:
                backbone = os.path.join(os.path.dirname(options.suss), "backbone")
                backbones = {name: [backbone, name, reference, images[0]] for name in ("alexnet", "vgg")}
            best = {}
            for turn in range(options.runs or max(1, min(8, round(8 / megapixels)))):
                for name, command in (suss | peers | (backbones if turn == 0 else {})).items():
                    seconds, memory = run(command, may_fail=name in peers)
                    before = best.get(name, (seconds, memory))
                    best[name] = min(before[0], seconds), max(before[1], memory)
            one, butteraugli = best["one"][0], best["butteraugli"][0]
            further = (best["all"][0] - one) / (len(images) - 1) if "all" in best else float("nan")
            cells = [f"{width} x {height}", in_seconds(one), in_seconds(further, 3) if "all" in best else "",
                     in_seconds(butteraugli), in_seconds(best["ssimulacra"][0]),
                     *(in_seconds(best[name][0]) if name in best else "" for name in ("alexnet", "vgg")),
                     ratio(one, butteraugli), ratio(further, butteraugli, 3), f"{best['one'][1]:.0f} MB"]
            print(f"| {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
