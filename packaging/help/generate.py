#!/usr/bin/env python3
"""generate.py SUSS VIEWER OUT: writes manual pages and completions of the built programs into the folder OUT."""

import gzip
import sys
from pathlib import Path

import completions
from man_page import man_page
from program_help import read_cli11, read_qt


def main(suss: str, viewer: str, out: Path) -> None:
    here = Path(__file__).parent
    out.mkdir(parents=True, exist_ok=True)
    program = read_cli11(suss)
    for told in (program, read_qt(viewer)):
        page = man_page(told, (here / f"{told.name}.1.in").read_text())
        (out / f"{told.name}.1.gz").write_bytes(gzip.compress(page.encode(), mtime=0))
    (out / "suss.bash").write_text(completions.bash(program))
    (out / "suss.zsh").write_text(completions.zsh(program))
    (out / "suss.fish").write_text(completions.fish(program))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
