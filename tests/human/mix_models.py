#!/usr/bin/python3
"""A model whose weights are the means of two others': what both have learned from the same start, often better than either.

usage: mix_models.py A.suss B.suss OUT.suss [--share 0.5]

SHARE is B's. Everything but the tensors (weight sets, training record) is A's, with a note of what was mixed.
"""
import argparse
import hashlib
import json
import struct
from pathlib import Path

import numpy as np


def parts(file):
    content = Path(file).read_bytes()
    (length,) = struct.unpack("<Q", content[:8])
    return json.loads(content[8:8 + length]), content[8 + length:]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("a")
    parser.add_argument("b")
    parser.add_argument("out", type=Path)
    parser.add_argument("--share", type=float, default=0.5)
    options = parser.parse_args()
    (header, a), (other, b) = parts(options.a), parts(options.b)
    mixed = bytearray(a)
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        (start, end), (other_start, other_end) = entry["data_offsets"], other[name]["data_offsets"]
        mean = (1 - options.share) * np.frombuffer(a[start:end], "<f4") + \
            options.share * np.frombuffer(b[other_start:other_end], "<f4")
        mixed[start:end] = mean.astype("<f4").tobytes()
    record = json.loads(header["__metadata__"]["suss"])
    record["training"]["mixed"] = {"share": options.share, "sha256": [
        hashlib.sha256(Path(file).read_bytes()).hexdigest() for file in (options.a, options.b)]}
    header["__metadata__"]["suss"] = json.dumps(record)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    options.out.write_bytes(struct.pack("<Q", len(text)) + text + mixed)


if __name__ == "__main__":
    main()
