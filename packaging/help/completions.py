"""Completion of `suss` in bash, zsh and fish: words and kinds of values as the program's own help gives them."""

from program_help import Option, Program

BASH = r"""# Completion of suss in bash. Generated from `suss --help`.
_suss() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command= at=1 options kind
    # --option=value arrives as three words.
    [[ $current == '=' ]] && current=
    [[ $previous == '=' ]] && previous=${COMP_WORDS[COMP_CWORD - 2]}
    while ((at < COMP_CWORD)) && [[ ${COMP_WORDS[at]} == -* ]]; do ((at++)); done
    ((at < COMP_CWORD)) && command=${COMP_WORDS[at]}
    case $command in
@COMMANDS@
        *) return ;;
    esac
    case "$command $previous" in
@VALUES@
        ' '*) kind=$options ;;
        *) kind=files ;;
    esac
    local IFS=$'\n'
    if [[ $kind == files && $current == -* ]]; then kind=$options; fi
    case $kind in
        files) COMPREPLY=($(compgen -f -- "$current")) ;;
        directories) COMPREPLY=($(compgen -d -- "$current")) ;;
        models) COMPREPLY=($(compgen -f -X '!*.suss' -- "$current") $(compgen -d -- "$current")) ;;
        text) ;;
        *)
            IFS=$' \n'
            COMPREPLY=($(compgen -W "$kind" -- "$current"))
            return
            ;;
    esac
    compopt -o filenames 2>/dev/null
}
complete -F _suss suss
"""

BASH_KINDS = {"file": "files", "directory": "directories", "model": "models", "text": "text"}


def long_names(option: Option) -> list[str]:
    return [name for name in option.names if name.startswith("--")]


def bash(program: Program) -> str:
    words = [command.name for command in program.commands]
    words += [name for option in program.options for name in long_names(option)]
    commands = [f"        '') options='{' '.join(words)}' ;;"]
    values = []
    for command in program.commands:
        names = " ".join(name for option in command.options for name in long_names(option))
        commands.append(f"        {command.name}) options='{names}' ;;")
        for option in command.options:
            if option.kind != "none":
                kind = " ".join(option.choices) if option.kind == "choices" else BASH_KINDS[option.kind]
                patterns = " | ".join(f"'{command.name} {name}'" for name in option.names)
                values.append(f"        {patterns}) kind='{kind}' ;;")
    return BASH.replace("@COMMANDS@", "\n".join(commands)).replace("@VALUES@", "\n".join(values))


def zsh_text(text: str) -> str:
    for character in "\\[]:":
        text = text.replace(character, "\\" + character)
    return text.replace("'", "'\\''")


def zsh_action(option: Option) -> str:
    if option.kind == "choices":
        return f"({' '.join(option.choices)})"
    return {"directory": "_files -/", "model": "_files -g \"*.suss\"", "file": "_files", "text": " "}[option.kind]


def zsh_option(option: Option) -> list[str]:
    value = f":{zsh_text(option.value)}:{zsh_action(option)}" if option.value else ""
    repeated = "*" if option.repeated else ""
    return [f"'{repeated}{name}{'=' if value and name.startswith('--') else ''}[{zsh_text(option.description)}]{value}'"
            for name in option.names]


def zsh(program: Program) -> str:
    lines = ["#compdef suss", "# Completion of suss in zsh. Generated from `suss --help`.", "local -a commands", "commands=("]
    lines += [f"    '{zsh_text(command.name)}:{zsh_text(command.summary)}'" for command in program.commands]
    lines += [")", "local curcontext=$curcontext state line", "_arguments -C \\"]
    lines += [f"    {spec} \\" for option in program.options for spec in zsh_option(option)]
    lines += ["    '1:command:->command' '*::argument:->argument'", "case $state in",
              "    command) _describe command commands ;;", "    argument)", "        case $words[1] in"]
    for command in program.commands:
        specs = [spec for option in command.options for spec in zsh_option(option)] + ["'*:picture:_files'"]
        lines += [f"            {command.name})", "                _arguments \\"]
        lines += [f"                    {spec} \\" for spec in specs[:-1]] + [f"                    {specs[-1]}"]
        lines += ["                ;;"]
    return "\n".join(lines + ["        esac", "        ;;", "esac"]) + "\n"


def fish_text(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def fish_option(option: Option, condition: str) -> str:
    words = [f"complete -c suss -n {fish_text(condition)}"]
    words += [f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in option.names]
    words += {"none": [], "choices": [f"-x -a {fish_text(' '.join(option.choices))}"],
              "directory": ["-x -a '(__fish_complete_directories)'"], "model": ["-x -a '(__fish_complete_suffix .suss)'"],
              "file": ["-r -F"], "text": ["-x"]}[option.kind]
    return " ".join(words + [f"-d {fish_text(option.description)}"])


def fish(program: Program) -> str:
    lines = ["# Completion of suss in fish. Generated from `suss --help`."]
    lines += [f"complete -c suss -n __fish_use_subcommand -f -a {command.name} -d {fish_text(command.summary)}"
              for command in program.commands]
    lines += [fish_option(option, "__fish_use_subcommand") for option in program.options]
    for command in program.commands:
        lines += [fish_option(option, f"__fish_seen_subcommand_from {command.name}") for option in command.options]
    return "\n".join(lines) + "\n"
