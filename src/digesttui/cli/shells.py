"""Shells, where completing filters needs more than click does.

Filters hold colons and quotes, stand behind ``--filter=``, and go on after ``author:`` without a space. The scripts
are printed by ``completions``; bash, zsh and fish themselves were asked what they do with them.
"""

import os
import re

from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ZshComplete,
    add_completion_class,
    split_arg_string,
)

_NOT_PLAIN = re.compile(r"[^\w@%+=:,./~^-]")
_NOT_IN_DOUBLE_QUOTES = re.compile(r'["$`\\]')


@add_completion_class
class Bash(BashComplete):
    """bash parts words at colons (``COMP_WORDBREAKS``) and replaces only what follows the last one, unless a quote is
    open: then it replaces everything behind the quote. It escapes nothing of what it is given."""

    source_template = """\
%(complete_func)s() {
    local IFS=$'\\n' LC_ALL=C line completion
    line=${COMP_LINE:0:COMP_POINT}
    unset -v LC_ALL
    for completion in $(env COMP_LINE="$line" COMP_WORDBREAKS="$COMP_WORDBREAKS" \\
%(complete_var)s=bash_complete "$1"); do
        case $completion in
            plain,*) COMPREPLY+=("${completion#*,}") ;;
            *) compopt -o default ;;
        esac
    done
    [[ ${COMPREPLY[0]} != *: ]] || compopt -o nospace
}
complete -o nosort -F %(complete_func)s %(prog_name)s
"""

    _quote = ""
    _settled = 0  # characters of every value that stand there already and stay

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the cursor's, and that one."""
        line = os.environ["COMP_LINE"]
        *words, last = split_arg_string(line + "x")
        typed = last[:-1]
        self._quote = _open_quote(line)
        if not self._quote:
            value = typed.removeprefix(_option(typed))
            self._settled = _start_of_last(value, os.environ["COMP_WORDBREAKS"])
        return words[1:], typed

    def format_completion(self, item: CompletionItem[str]) -> str:
        """What kind it is, and what to put in the place of what bash replaces."""
        value = item.value[self._settled :]
        if not self._quote:
            value = _NOT_PLAIN.sub(r"\\\g<0>", value)
        elif self._quote == '"':
            value = _NOT_IN_DOUBLE_QUOTES.sub(r"\\\g<0>", value)
        return f"{item.type},{value}"


@add_completion_class
class Zsh(ZshComplete):
    """zsh replaces the whole word, with the option in front of it, and adds a space unless it is told not to."""

    source_template = """\
#compdef %(prog_name)s
%(complete_func)s() {
    local type word about
    local -a response explained finished unfinished
    (( $+commands[%(prog_name)s] )) || return 1
    response=("${(@f)$(env COMP_WORDS="${words[*]}" COMP_CWORD=$((CURRENT-1)) \
%(complete_var)s=zsh_complete %(prog_name)s)}")
    for type word about in $response; do
        case $type in
            dir) _path_files -/ ;;
            file) _path_files -f ;;
            *) if [[ $about != _ ]]; then explained+=("$word:$about")
               elif [[ $word == *: ]]; then unfinished+=("$word")
               else finished+=("$word"); fi ;;
        esac
    done
    (( $#explained )) && _describe -V unsorted explained -U
    (( $#finished )) && compadd -U -V unsorted -a finished
    (( $#unfinished )) && compadd -U -V unsorted -S '' -a unfinished
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    %(complete_func)s "$@"
else
    compdef %(complete_func)s %(prog_name)s
fi
"""

    _before = ""

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the cursor's, and that one."""
        words, typed = super().get_completion_args()
        self._before = _option(typed)
        return words, typed

    def format_completion(self, item: CompletionItem[str]) -> str:
        """Three lines: what kind it is, the word, and what it means."""
        return super().format_completion(_behind(self._before, item))


@add_completion_class
class Fish(FishComplete):
    """fish, too, replaces the whole word. What is said of a word may hold commas."""

    source_template = FishComplete.source_template.replace('string split ","', 'string split -m 1 ","')
    _before = ""

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the cursor's, and that one."""
        words, typed = super().get_completion_args()
        self._before = _option(typed)
        return words, typed

    def format_completion(self, item: CompletionItem[str]) -> str:
        """What kind it is, the word, and what it means."""
        return super().format_completion(_behind(self._before, item))


def _option(typed: str) -> str:
    """``--option=`` where a value is typed behind one."""
    option, sign, _ = typed.partition("=")
    return option + sign if sign and option.startswith("--") else ""


def _behind(option: str, item: CompletionItem[str]) -> CompletionItem[str]:
    if not option or item.type != "plain" or item.value.startswith("-"):
        return item
    return CompletionItem(option + item.value, help=item.help)


def _start_of_last(value: str, breaks: str) -> int:
    """Where in ``value`` the part begins that bash replaces: behind the last break, or at it where that is a sign
    that begins a word (readline's special prefixes)."""
    starts = (value.rfind(sign) + (sign not in "@$") for sign in breaks if not sign.isspace() and sign in value)
    return max(starts, default=0)


def _open_quote(line: str) -> str:
    """The quote that is open at the end of ``line``; empty where none is."""
    quote, escaped = "", False
    for sign in line:
        if escaped:
            escaped = False
        elif sign == "\\" and quote != "'":
            escaped = True
        elif quote:
            quote = "" if sign == quote else quote
        elif sign in "'\"":
            quote = sign
    return quote
