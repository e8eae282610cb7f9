#!/usr/bin/python3
"""How visible samples are, by strength: what the model's psychometric function says, and butteraugli.

usage: imperceptible.py SUSS PHOTOS [--count 50] [--strengths 1,2,4,8]

SUSS is the program; PHOTOS a folder, of which photos that the model has learned from are left out. Needs
butteraugli_main (Debian: libjxl-devtools) and convert (imagemagick). Butteraugli's maximum below 1 is taken as invisible, above 2 as plain.
"""
import argparse
import hashlib
import json
import statistics
import struct
import subprocess
import tempfile
from pathlib import Path


def learned_from(model):
    data = Path(model).read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    record = json.loads(json.loads(data[8:8 + length])["__metadata__"]["suss"])
    return set(record["training"]["photos_learned_from"])


def output(*command):
    return subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True).stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("suss")
    parser.add_argument("photos", type=Path)
    parser.add_argument("--model", default=Path(__file__).parents[2] / "resources/model/default.suss")
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--strengths", default="1,2,4,8")
    options = parser.parse_args()

    seen = learned_from(options.model)
    photos = [file for file in sorted(options.photos.rglob("*"))
              if file.suffix.lower() in (".jpg", ".jpeg", ".png")
              and hashlib.sha256(file.read_bytes()).hexdigest()[:16] not in seen]
    photos = photos[::max(1, len(photos) // options.count)][:options.count]
    print(f"{len(photos)} photos\nstrength  noticed by (median, most)  butteraugli maximum (median, most)  3-norm  PSNR")
    for strength in options.strengths.split(","):
        shares, maxima, norms, psnr = [], [], [], []
        for photo in photos:
            with tempfile.TemporaryDirectory() as folder:
                output(options.suss, "sample", photo, "-o", folder, "--count", 1, "--strength", strength, "--model",
                       options.model)
                (sample,) = Path(folder).glob("*.png")
                reference = Path(folder) / "reference.ppm"
                output("convert", photo, "-depth", 8, "-type", "TrueColor", reference)
                said = json.loads(output(options.suss, "compare", photo, sample, "--json", "--model", options.model))
                comparison = said["comparisons"][0]
                if comparison["noticeable"]:  # not known where much of the change is in a small part
                    shares.append(comparison["noticeable"]["probability"])
                psnr.append(comparison["baselines"]["psnr"])
                lines = output("butteraugli_main", reference, sample).split("\n")
                maxima.append(float(lines[0]))
                norms.append(float(lines[1].split()[-1]))
        print(f"{strength:>8}  {statistics.median(shares):.4f}, {max(shares):.4f}             "
              f"{statistics.median(maxima):.2f}, {max(maxima):.2f}                          "
              f"{statistics.median(norms):.2f}    {statistics.median(psnr):.1f}", flush=True)


if __name__ == "__main__":
    main()
