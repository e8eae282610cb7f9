"""A manual page: a hand-written template whose @OPTIONS@ and @COMMANDS@ are what the program says of itself."""

import re

from program_help import Command, Option, Program


def plain(text: str) -> str:
    """Text that roff takes literally."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return re.sub(r"^(?=[.'])", r"\\&", text, flags=re.MULTILINE)


def bold(text: str) -> str:
    return f"\\fB{plain(text)}\\fR"


def entry(option: Option) -> str:
    is_option = option.names[0].startswith("-")
    value = re.sub(r"[\w,.]+", lambda word: f"\\fI{plain(word[0])}\\fR", option.value)
    if is_option:
        head = ", ".join(bold(name) for name in option.names)
        head += " " + value if value else ""
    else:
        head = f"\\fI{plain(option.names[0])}\\fR" if option.names[0].isupper() else value
    sentences = [option.description.rstrip(".") + "."]
    if option.choices and not all(choice in option.description + option.value for choice in option.choices):
        sentences.append("One of " + ", ".join(option.choices) + ".")
    if option.default:
        sentences.append(f"Default: {option.default}.")
    if option.required and is_option:
        sentences.append("Required.")
    if option.repeated and is_option:
        sentences.append("May be given several times.")
    if option.needs:
        sentences.append(f"Only with {', '.join(option.needs)}.")
    if option.excludes:
        sentences.append(f"Not with {', '.join(option.excludes)}.")
    return f".TP\n{head}\n" + "\n".join(plain(sentence) for sentence in sentences) + "\n"


def subsection(program: Program, command: Command) -> str:
    usage = command.usage.removeprefix(f"{program.name} {command.name}").strip()
    text = f".SS {bold(f'{program.name} {command.name}')} {plain(usage)}\n{plain(command.summary.rstrip('.'))}.\n"
    options = [option for option in command.options if "--help" not in option.names]
    return text + "".join(entry(option) for option in command.positionals + options)


def man_page(program: Program, template: str) -> str:
    parts = {
        "VERSION": program.version,
        "USAGE": plain(program.usage.removeprefix(program.name).strip()),
        "OPTIONS": "".join(entry(option) for option in program.positionals + program.options),
        "COMMANDS": "".join(subsection(program, command) for command in program.commands),
    }
    return re.sub(r"@(\w+)@\n?", lambda place: parts[place[1]] + ("\n" if place[1] in ("USAGE",) else ""), template)
