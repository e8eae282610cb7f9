#!/usr/bin/python3
"""Opinions carried over to photos that nobody judged, as a table for `suss train --judgments`.

usage: carry_opinions.py DATA PHOTOS OUT.csv [--photos 1,2,5-9] [--count 60] [--seed 1]

DATA holds tid2013r/recipes.csv and make_tid2013r.py. Of every distortion, the strengths and the mean opinion scores of
its levels are averaged over the named photographs of DATA; strengths between the levels are interpolated. COUNT photos
of PHOTOS, spread over the folder, are then distorted at random strengths and given the averaged opinion. Such opinions
know the kind and the strength of a distortion, not the photo: they serve to learn from, never to judge by.
Pictures are written beside the table, in a folder of its name.
"""
import argparse
import csv
import importlib.util
from pathlib import Path

import numpy as np
from PIL import Image

from make_tables import numbers, rows

FREQUENT = {1, 8, 10, 11}  # noise, blur, JPEG and JPEG 2000: what people meet most
WIDTH, HEIGHT = 512, 384   # of the pictures that were judged
LEAST = 256                # pixels of a photo's shorter side


def renderer(data):
    spec = importlib.util.spec_from_file_location("make_tid2013r", data / "make_tid2013r.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.render


def strengths(data, photos):
    """Of every distortion: the mean parameter (geometric where it may be) and the mean opinion of levels 1 to 5."""
    found = {}
    for row in rows(data / "tid2013r/recipes.csv"):
        if int(row["ref"]) in photos:
            levels = found.setdefault(int(row["distortion"]), {})
            levels.setdefault(int(row["level"]), []).append((float(row["parameter"]), float(row["mos"])))
    for kind, levels in found.items():
        table = []
        for level in sorted(levels):
            parameters, opinions = np.array(levels[level]).T
            geometric = np.all(parameters > 0)
            table.append((np.exp(np.log(parameters).mean()) if geometric else parameters.mean(), opinions.mean()))
        yield kind, np.array(table)


def at(table, level):
    """Parameter and opinion at a level between 1 and the last."""
    where, known = level - 1, np.arange(len(table))
    parameters = table[:, 0]
    if np.all(parameters > 0):
        parameter = np.exp(np.interp(where, known, np.log(parameters)))
    else:
        parameter = np.interp(where, known, parameters)
    return float(parameter), float(np.interp(where, known, table[:, 1]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--photos", type=numbers, default=set(range(1, 25)))
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    render = renderer(options.data)
    tables = dict(strengths(options.data, options.photos))
    files = [f for f in sorted(options.folder.rglob("*"))
             if f.suffix.lower() in (".jpg", ".jpeg", ".png") and min(Image.open(f).size) >= LEAST]
    files = [files[int((i + 0.5) * len(files) / options.count)] for i in range(options.count)]
    pictures = options.out.with_suffix("")
    pictures.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(options.seed)
    with open(options.out, "w", newline="") as out:
        table = csv.writer(out)
        table.writerow(["reference", "image", "human", "group"])
        for number, file in enumerate(files):
            photo = Image.open(file).convert("RGB")
            photo = np.array(photo.crop((0, 0, min(photo.width, WIDTH), min(photo.height, HEIGHT))))
            reference = f"{pictures.name}/{number:03d}.png"
            Image.fromarray(photo).save(options.out.parent / reference)
            for kind, levels in tables.items():
                # Contrast goes down at levels 1, 3 and 5 and up at 2 and 4: there is nothing between them.
                for level in random.uniform(1, 5, 4 if kind in FREQUENT else 2) if kind != 17 else (1, 2, 3, 4, 5):
                    parameter, opinion = at(levels, level)
                    image = f"{pictures.name}/{number:03d}-{kind:02d}-{level:.3f}.png"
                    Image.fromarray(render(photo, kind, parameter, int(random.integers(1 << 30)))).save(
                        options.out.parent / image)
                    table.writerow([reference, image, -opinion, f"{kind:02d}"])


if __name__ == "__main__":
    main()
