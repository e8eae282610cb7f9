#!/usr/bin/env python3
"""Whole processes on the same pair of files: `suss compare`, butteraugli and SSIMULACRA, by size of the picture.

    tests/bench/peers.py [--suss build/bin/suss] [--megapixels 0.39 1 4 12 24] [--runs 3]

Needs Debian's libjxl-devtools and python3-skimage. Prints a table: the least of the runs, which take turns so that
all see the same machine; peak memory is the largest resident set. "further" is what each further image takes. The columns
of LPIPS are what its networks cost (backbone.cpp: random weights, both pictures), for scale, once and up to a megapixel
only: VGG takes a minute there."""

import argparse
import os
import subprocess
import tempfile
import time

from PIL import Image
from skimage import data


BACKBONE_MEGAPIXELS = 1


def run(command):
    """Wall time in seconds and peak memory in MB."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    message = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
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


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    here = os.path.dirname(os.path.abspath(__file__))
    parser.add_argument("--suss", default=os.path.join(here, "../../build/bin/suss"))
    parser.add_argument("--megapixels", type=float, nargs="+", default=[0.39, 1, 4, 12, 24])
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()

    columns = ["picture", "suss", "further image", "butteraugli", "SSIMULACRA", "LPIPS-AlexNet", "LPIPS-VGG",
               "suss / butteraugli", "further / butteraugli", "peak memory"]
    print(f"| {' | '.join(columns)} |")
    print(f"|{' --- |' * len(columns)}")
    for megapixels in options.megapixels:
        with tempfile.TemporaryDirectory() as folder:
            (width, height), reference, images = pictures(folder, megapixels)
            commands = {
                "one": [options.suss, "compare", reference, images[0], "--quiet"],
                "all": [options.suss, "compare", reference, *images, "--quiet"],
                "butteraugli": ["butteraugli_main", reference, images[0]],
                "ssimulacra": ["ssimulacra_main", reference, images[0]],
            }
            if megapixels <= BACKBONE_MEGAPIXELS:
                backbone = os.path.join(os.path.dirname(options.suss), "backbone")
                commands |= {name: [backbone, name, reference, images[0]] for name in ("alexnet", "vgg")}
            best = {name: (float("inf"), 0) for name in commands}
            for turn in range(options.runs):
                for name, command in commands.items():
                    if turn > 0 and name in ("alexnet", "vgg"):
                        continue
                    seconds, memory = run(command)
                    best[name] = min(best[name][0], seconds), max(best[name][1], memory)
            one, butteraugli = best["one"][0], best["butteraugli"][0]
            further = (best["all"][0] - one) / (len(images) - 1)
            backbones = [f"{best[name][0]:.2f} s" if name in best else "" for name in ("alexnet", "vgg")]
            cells = [f"{width} x {height}", f"{one:.2f} s", f"{further:.3f} s", f"{butteraugli:.2f} s",
                     f"{best['ssimulacra'][0]:.2f} s", *backbones, f"{one / butteraugli:.2f}",
                     f"{further / butteraugli:.3f}", f"{best['one'][1]:.0f} MB"]
            print(f"| {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
