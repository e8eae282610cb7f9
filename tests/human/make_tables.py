#!/usr/bin/python3
"""Tables for `suss evaluate` and `suss fit-weights` from a folder of human judgments and its rendered pictures.

usage: make_tables.py raid|movement|tid2013r|classic DATA PICTURES OUT.csv [--photos 1,2,5-9]

DATA holds raid/scales.csv (perceived distance from level 1) or tid2013r/recipes.csv (mean opinion scores, written
with their sign turned, so that higher is worse), crops.csv and kodak/; PICTURES is what its make script wrote.
References of tid2013r are cut from the photographs and written beside the table. classic is tid2013r's additive,
high-frequency and impulse noise, blur, JPEG and JPEG 2000 alone. movement is raid without its noise and
with a reference for every kind, so that only changes of one kind are ordered against each other; these references are
copied beside the table.
"""
import argparse
import csv
import os
import shutil
from pathlib import Path

from PIL import Image


def rows(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


def numbers(text):
    chosen = set()
    for part in text.split(","):
        first, _, last = part.partition("-")
        chosen |= set(range(int(first), int(last or first) + 1))
    return chosen


def raid(data, pictures, _):
    for row in rows(data / "raid/scales.csv"):
        photo, kind, level = int(row["ref"]), row["distortion"], int(row["level"])
        if level > 1:
            yield photo, pictures / f"rotation_{photo:02d}_01.png", pictures / f"{kind}_{photo:02d}_{level:02d}.png", \
                float(row["scale"]), kind


def movement(data, pictures, out):
    for photo, reference, image, human, kind in raid(data, pictures, out):
        if kind != "gaussian_noise":
            copy = out.parent / f"{out.stem}-{kind}-reference{photo:02d}.png"
            if not copy.exists():
                shutil.copy(reference, copy)
            yield photo, copy, image, human, kind


def tid2013r(data, pictures, out):
    references = {}
    for row in rows(data / "crops.csv"):
        x, y, width, height = (int(row[key]) for key in ("x", "y", "width", "height"))
        file = out.parent / f"{out.stem}-reference{int(row['ref']):02d}.png"
        Image.open(data / row["file"]).convert("RGB").crop((x, y, x + width, y + height)).save(file)
        references[int(row["ref"])] = file
    for row in rows(data / "tid2013r/recipes.csv"):
        photo, kind, level = int(row["ref"]), int(row["distortion"]), int(row["level"])
        yield photo, references[photo], pictures / f"r{photo:02d}_{kind:02d}_{level}.png", -float(row["mos"]), \
            f"{kind:02d} {row['name']}"


def classic(data, pictures, out):
    return (row for row in tid2013r(data, pictures, out) if row[4][:2] in ("01", "05", "06", "08", "10", "11"))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set", choices=["raid", "movement", "tid2013r", "classic"])
    parser.add_argument("data", type=Path)
    parser.add_argument("pictures", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--photos", type=numbers, default=set(range(1, 25)))
    options = parser.parse_args()
    make = {"raid": raid, "movement": movement, "tid2013r": tid2013r, "classic": classic}[options.set]
    with open(options.out, "w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["reference", "image", "human", "group"])
        for photo, reference, image, human, group in make(options.data, options.pictures, options.out):
            if photo in options.photos:
                folder = options.out.parent.resolve()
                table.writerow([os.path.relpath(reference.resolve(), folder), os.path.relpath(image.resolve(), folder),
                                human, group])


if __name__ == "__main__":
    main()
