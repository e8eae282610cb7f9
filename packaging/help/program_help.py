"""What the programs say about themselves: `PROGRAM --help` and `PROGRAM COMMAND --help`, as values."""

import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field


@dataclass
class Option:
    """An option (names start with a dash) or a positional argument (one name, or none where only a value is shown)."""
    names: list[str]
    value: str = ""  # as --help shows it: FILE, N, png16|png; empty for a switch
    description: str = ""
    default: str = ""
    choices: list[str] = field(default_factory=list)
    required: bool = False
    repeated: bool = False
    excludes: list[str] = field(default_factory=list)
    needs: list[str] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """What completes its value: none, choices, directory, model, file or text."""
        if not self.value:
            return "none"
        if self.choices:
            return "choices"
        if self.value == "DIR":
            return "directory"
        if self.value == "MODEL" or "--model" in self.names:
            return "model"
        return "file" if re.search(r"FILE|IMG|OUT|\.csv|^REF", self.value) else "text"


@dataclass
class Command:
    name: str
    summary: str
    usage: str = ""
    positionals: list[Option] = field(default_factory=list)
    options: list[Option] = field(default_factory=list)


@dataclass
class Program(Command):
    version: str = ""
    commands: list[Command] = field(default_factory=list)


COLUMN = 30  # where CLI11 starts descriptions


def entries(section: str):
    """(left, right) of each entry of a CLI11 section: right starts at its column, or on a line of its own."""
    lines = section.splitlines()
    while lines:
        line = lines.pop(0)
        if lines and lines[0].startswith(" " * COLUMN):
            yield line.strip(), lines.pop(0).strip()
        else:
            yield line[:COLUMN].strip(), line[COLUMN:].strip()


def option_of(left: str, description: str) -> Option:
    option = Option([], description=description)
    left, *marks = re.split(r" (?=Excludes: |Needs: )", left)
    for mark in marks:
        word, _, names = mark.partition(": ")
        setattr(option, word.lower(), names.split())
    for word, attribute in (("REQUIRED", "required"), ("...", "repeated")):
        if left.endswith(" " + word):
            left = left[: -len(word) - 1]
            setattr(option, attribute, True)
    names, _, option.value = left.partition(" ")
    option.names = names.split(",")
    if match := re.fullmatch(r"\w*:\{(.*)\}", option.value):
        option.value, option.choices = option.value.split(":")[0], match[1].split(",")
    elif "=" in option.value:
        option.value, option.default = option.value.split("=")
    if not option.choices and re.fullmatch(r"\w+(\|\w+)+", option.value):
        option.choices = option.value.split("|")
    elif not option.choices and (match := re.search(r": (\w+(?:, \w+)* or \w+)$", description)):
        option.choices = re.split(", | or ", match[1])
    return option


def sections_of(text: str) -> dict[str, str]:
    """The parts of a help text under their headings; what stands before the first of them is called "head"."""
    head, *parts = re.split(r"^(\w+):\n", text, flags=re.MULTILINE)
    return {"head": head} | dict(zip(parts[::2], parts[1::2]))


def command_of(name: str, text: str) -> Command:
    """Reads the help text of a CLI11 command."""
    sections = sections_of(text)
    summary, _, usage = sections["head"].strip().partition("\nUsage: ")
    command = Command(name, summary, usage.strip())
    command.positionals = [option_of(*entry) for entry in entries(sections.get("Positionals", "").rstrip())]
    command.options = [option_of(*entry) for entry in entries(sections.get("Options", "").rstrip())]
    return command


def run(*arguments: str) -> str:
    return subprocess.run(arguments, check=True, text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout


def read_cli11(program: str) -> Program:
    """The whole of `suss`: asks every subcommand."""
    text = run(program, "--help")
    names = [left for left, _ in entries(sections_of(text)["Subcommands"].rstrip())]
    result = Program(**vars(command_of("suss", text)), version=run(program, "--version").split()[1])
    with ThreadPoolExecutor(2) as pool:
        texts = pool.map(lambda name: run(program, name, "--help"), names)
        result.commands = [command_of(*pair) for pair in zip(names, texts)]
    return result


def read_qt(program: str) -> Program:
    """`suss-viewer`, whose help QCommandLineParser writes: two spaces or more between the columns."""
    sections = sections_of(run(program, "--help"))
    usage, summary = sections["head"].strip().split("\n", 1)
    result = Program("suss-viewer", summary, version=run(program, "--version").split()[-1])
    result.usage = re.sub(r"^Usage: \S*?([^/\s]+) ", r"\1 ", usage)
    for heading, target in (("Options", result.options), ("Arguments", result.positionals)):
        for line in sections.get(heading, "").splitlines():
            if match := re.match(r"  (\S.*?)  +(\S.*)", line):
                names, _, value = match[1].partition(" <")
                target.append(Option(names.split(", "), value.rstrip(">"), match[2]))
            elif line.strip():
                target[-1].description += " " + line.strip()
    return result
