#!/usr/bin/env python3
"""test_help_pages.py SUSS VIEWER FOLDER: the manual pages and completions in FOLDER know every subcommand and every option
that the programs' --help names, and nothing else. Reads --help by a rule of its own, not as the generator does."""

import gzip
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

SUSS, VIEWER, FOLDER = sys.argv[1], sys.argv[2], Path(sys.argv[3])


def run(*arguments, **options):
    return subprocess.run(arguments, text=True, capture_output=True, check=True, **options).stdout


def options_in(text):
    """Long options at the head of a line, after a short one perhaps."""
    return set(re.findall(r"^ +(?:-\w, ?)?(--[a-z][a-z-]*)", text, flags=re.MULTILINE))


def page(name):
    """A manual page as plain text: heads of paragraphs without fonts."""
    text = gzip.decompress((FOLDER / f"{name}.1.gz").read_bytes()).decode()
    return re.sub(r"\\f[BIR]", "", text).replace("\\-", "-").replace(".TP\n", ".TP\n ")


HELP = run(SUSS, "--help")
COMMANDS = re.findall(r"^  ([a-z-]+) ", HELP.split("Subcommands:")[1], flags=re.MULTILINE)
with ThreadPoolExecutor() as pool:
    OPTIONS = dict(zip(COMMANDS, pool.map(lambda command: options_in(run(SUSS, command, "--help")), COMMANDS)))


def bash(*words):
    """What bash offers for the last of these words."""
    script = ('source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); _suss; '
              'printf "%s\\n" "${COMPREPLY[@]}"')
    return set(run("bash", "-c", script, "bash", str(FOLDER / "suss.bash"), "suss", *words).split())


class HelpPages(unittest.TestCase):
    def test_help_is_understood(self):
        self.assertIn("compare", COMMANDS)
        self.assertLessEqual({"--json", "--region", "--reference", "--keep-going"}, OPTIONS["compare"])

    def test_manual_page_has_every_command_and_option(self):
        text = page("suss")
        self.assertEqual(options_in(text.split(".SH COMMANDS")[0]), options_in(HELP))
        sections = text.split(".SH COMMANDS")[1].split(".SH EXIT")[0].split(".SS ")[1:]
        self.assertEqual([section.split()[1] for section in sections], COMMANDS)
        for command, section in zip(COMMANDS, sections):
            self.assertEqual(options_in(section) | {"--help"}, OPTIONS[command], command)

    def test_manual_page_of_the_window_has_every_option(self):
        self.assertEqual(options_in(page("suss-viewer")), options_in(run(VIEWER, "--help")))

    def test_manual_pages_name_the_version(self):
        version = run(SUSS, "--version").split()[1]
        for name in ("suss", "suss-viewer"):
            self.assertIn(f'"suss {version}"', page(name).splitlines()[0])

    def test_manual_pages_format_without_complaint(self):
        if not shutil.which("man"):
            self.skipTest("man is not installed")
        for name in ("suss", "suss-viewer"):
            result = subprocess.run(["man", "--warnings", "-E", "UTF-8", "-l", FOLDER / f"{name}.1.gz"],
                                    capture_output=True, text=True, env={"MANROFFSEQ": "", "MANWIDTH": "80"})
            self.assertEqual((result.returncode, result.stderr), (0, ""))

    def test_bash_offers_commands(self):
        self.assertEqual(bash(""), set(COMMANDS) | options_in(HELP))
        self.assertEqual(bash("comp"), {"compare"})

    def test_bash_offers_every_option_of_a_command(self):
        for command in COMMANDS:
            self.assertEqual(bash(command, "--"), OPTIONS[command], command)
            self.assertEqual(bash(command, "picture.png", "--he"), {"--help"})

    def test_bash_offers_values(self):
        self.assertEqual(bash("compare", "--raw-format", ""), {"npy", "tif", "exr"})
        self.assertEqual(bash("compare", "--raw-format", "=", "t"), {"tif"})
        self.assertEqual(bash("figure", "--example", "b"), {"blemish", "blur"})
        self.assertEqual(bash("compare", "--threads", ""), set())

    def test_bash_offers_files_by_kind(self):
        with tempfile.TemporaryDirectory() as folder:
            for name in ("my.suss", "one picture.png"):
                (Path(folder) / name).touch()
            (Path(folder) / "sub").mkdir()
            offered = lambda *words: bash(*words[:-1], f"{folder}/{words[-1]}")
            self.assertEqual(offered("compare", "--model", ""), {f"{folder}/my.suss", f"{folder}/sub"})
            self.assertEqual(offered("sample", "-o", ""), {f"{folder}/sub"})
            self.assertIn("picture.png", offered("compare", "one"))

    def test_other_shells_know_every_option(self):
        zsh = (FOLDER / "suss.zsh").read_text()
        fish = (FOLDER / "suss.fish").read_text()
        for command in COMMANDS:
            part = re.search(rf"^            {command}\)\n(.*?);;", zsh, flags=re.MULTILINE | re.DOTALL)[1]
            self.assertEqual(set(re.findall(r"^ +'\*?(--[a-z-]+)", part, flags=re.MULTILINE)), OPTIONS[command])
            lines = re.findall(rf"seen_subcommand_from {command}'.*", fish)
            self.assertEqual({"--" + name for line in lines for name in re.findall(r" -l ([a-z-]+)", line)}, OPTIONS[command])

    def test_shells_understand_their_files(self):
        for shell in ("bash", "zsh", "fish"):
            if shutil.which(shell):
                self.assertEqual(run(shell, "-n", FOLDER / f"suss.{shell}"), "")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
