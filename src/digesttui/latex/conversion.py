"""One pass over a text that looks like LaTeX: each sign is found, then understood or left as it stands."""

import re
from functools import lru_cache

from digesttui.latex.macros import accent, labelled, macro, script
from digesttui.latex.stretch import Handler, Source, Span, Stretch, unescaped
from digesttui.latex.symbols import MATH_STYLES, TEXT_STYLES

_REMNANTS = "|".join(sorted(style for style in TEXT_STYLES | MATH_STYLES if len(style) > 3))
_SIGN = re.compile(
    rf"""
    (?= [\\$^_{{`'~-] | h(?=ttps?://) | (?<!\w)\w )  # false at most places: one look there instead of thirteen
    (?:
      (?P<address> (?: https?:// | www\. | (?<![\w@.\\/-]) (?:[\w-]++\.)++[A-Za-z]{{2,}}+/ )
                   (?: [^\s{{}}\\$<>"'] | '(?!') | \\[%&#_~$] )*+ )
    | (?P<index>   (?<![\w.@/\\-]) [^\W\d_]_(?:\d++|[a-z]) (?! [\w/(] | \.\w ) )
    | (?P<escape>  \\[%&#_{{}}$\ ,;:!>|] )
    | (?P<newline> \\{{2,}}+ )
    | (?P<formula> \\\( (?:[^\\] | \\[^()])*+ \\\) | \\\[ (?:[^\\] | \\[^][])*+ \\\]
                 | \$\$ (?:[^$\\] | \\.)++ \$\$ | \$(?=[^\s$]) (?:[^$\\] | \\.)++ (?<!\s)\$(?!\d)
                 | \$(?=[\\<>=+^_-]) (?:[^$\\\s] | \\\S)++ \$ )  # $\sim$100 is one, what stands in $5 to $10 is none
    | (?P<macro>   \\[A-Za-z]++ )
    | (?P<accent>  \\["'`^~=.] )
    | (?P<remnant> \$?(?<![\w\\]) (?:{_REMNANTS}) (?=\{{) )
    | (?P<group>   \{{ )
    | (?P<script>  [\^_] )
    | (?P<quote>   `{{2,}} | '++ )
    | (?P<dash>    --++ )
    | (?P<tie>     ~ )
    )
    """,
    re.VERBOSE | re.DOTALL,
)
_TEX = re.compile(r"[\\^_{}]")
_PROSE = re.compile(r"\d[^\n]*\s|.*?\b[A-Za-z]{2,}+ ++[A-Za-z]{2}", re.DOTALL)
_BLANK_LINE = re.compile(r"\n\s*\n")
_RAISED_IN_TEXT = re.compile(r"[-+]?\d++(?!\.\d)|[A-Za-z](?!\w)")
_TIE = re.compile(r"(?<=[^\W\d_][\w.])~(?=[^\W_]|[(\\$])|(?<=[\d,;:)}$])~(?=[^\W\d_]|[(\\$])")
_SIZE_REMNANT = re.compile(r"(?:tiny|scriptsize|footnotesize|small|normalsize|large|Large|huge|it|bf|em|tt|sc)\s+")


@lru_cache(maxsize=64)  # what is in view is drawn again and again while a filter is typed
def converted(text: str) -> str:
    """``text`` with its LaTeX as Unicode; see ``digesttui.latex.to_unicode``."""
    return Source(text, _SIGN, _HANDLERS).convert(0, len(text), math=False)


def _address(stretch: Stretch, match: re.Match[str]) -> int:
    url, end = unescaped(match[0]), match.end()
    span = stretch.group(end)
    if span is None or _is_template(stretch, url, span):
        stretch.write(url)
        return end
    stretch.write(labelled(url, stretch.converted(span, math=False)))
    return span[2]


def _is_template(stretch: Stretch, url: str, span: Span) -> bool:
    r"""Whether ``url{…}`` has a place to fill in, rather than being what a site left of ``\href{url}{…}``."""
    name = stretch.text[span[0] : span[1]].replace("_", "")
    return (not url[-1].isalnum() and name.isalnum()) or stretch.at(span[2]) in {"/", "{", "?", "="}


def _index(stretch: Stretch, match: re.Match[str]) -> int:
    stretch.write(match[0][0] + script("_", match[0][2:], ""))
    return match.end()


def _escape(stretch: Stretch, match: re.Match[str]) -> int:
    sign = match[0][1]
    if sign in "%&#_{}$":
        stretch.write(sign)
    elif sign in " ," or stretch.math:
        stretch.write({"!": "", "|": "‖"}.get(sign, " "))
    else:
        stretch.write(match[0])
    return match.end()


def _newline(stretch: Stretch, match: re.Match[str]) -> int:
    ends_line = len(match[0]) == 2 and not stretch.at(match.end()).strip()
    return match.end() if ends_line and not stretch.math else stretch.keep(*match.span())


def _formula(stretch: Stretch, match: re.Match[str]) -> int:
    start, end = match.span()
    width = 1 if match[0][:2] not in {"$$", r"\(", r"\["} else 2
    body = match[0][width:-width]
    is_prose = _BLANK_LINE.search(body) or (not _TEX.search(body) and _PROSE.match(body))
    if stretch.math or is_prose:
        return stretch.keep(start, start + width)
    stretch.write(stretch.source.convert(start + width, end - width, math=True))
    return end


def _remnant(stretch: Stretch, match: re.Match[str]) -> int:
    span = stretch.group(match.end())
    if span is None:
        return stretch.keep(*match.span())
    stretch.write(stretch.converted(span))
    return span[2]


def _group(stretch: Stretch, match: re.Match[str]) -> int:
    span = stretch.group(match.start())
    if span is None:
        return stretch.keep(*match.span())
    start, end, following = span
    remnant = None if stretch.math else _SIZE_REMNANT.match(stretch.text, start, end)
    content = stretch.source.convert(remnant.end() if remnant else start, end, math=stretch.math)
    understood = stretch.text[start] in "\\$" and content[:1] not in ("\\", "$")
    if stretch.math or remnant or understood or _only_protects(stretch, content, stretch.at(following)):
        stretch.write(content)
    else:
        stretch.write(f"{{{content}}}")
    return following


def _only_protects(stretch: Stretch, content: str, after: str) -> bool:
    """Whether braces in text keep a word's case (``{BERT}``, ``Le{a}rner``) or a sign's spacing (``c{=}2``)."""
    if content.isalpha() and (after.isalpha() or len(content) == 1):
        return True
    starts_word = content[:1].isupper() and content.replace("-", "").isalnum() and not stretch.before.isalnum()
    return starts_word or content in {"", "=", ",", ".", ":", ";", "-"}


def _script(stretch: Stretch, match: re.Match[str]) -> int:
    span = stretch.argument(match.end()) if stretch.math else _script_in_text(stretch, match)
    if span is None:
        return stretch.keep(*match.span())
    content = stretch.converted(span, math=True).strip()
    stretch.write(script(match[0], content, stretch.at(span[2])))
    return span[2]


def _script_in_text(stretch: Stretch, match: re.Match[str]) -> Span | None:
    """What a ``^`` or ``_`` outside formulas raises or lowers, where it surely does so."""
    position = match.end()
    if not (stretch.before.isalnum() or stretch.before in {")", "]", "}"}):
        return None
    if stretch.at(position) in {"{", "\\"}:
        return stretch.argument(position)
    raised = _RAISED_IN_TEXT.match(stretch.text, position, stretch.end) if match[0] == "^" else None
    return (raised.start(), raised.end(), raised.end()) if raised else None


def _quote(stretch: Stretch, match: re.Match[str]) -> int:
    marks, source = match[0], stretch.source
    if stretch.math and marks[0] == "'":
        stretch.write("′" * len(marks))
    elif marks == "``":
        source.open_quotes += 1
        stretch.write("“")
    elif marks == "''" and source.open_quotes:
        source.open_quotes -= 1
        stretch.write("”")
    else:
        stretch.write(marks)
    return match.end()


def _dash(stretch: Stretch, match: re.Match[str]) -> int:
    before, after = stretch.before, stretch.at(match.end())
    if match[0] == "---" and _stands_in_sentence(stretch, match):
        stretch.write("—")
    elif match[0] == "--" and (before.isalnum() or before in {")", "]", "”", "%"}) and _starts_word(after):
        stretch.write("–")
    else:
        stretch.write(match[0])
    return match.end()


def _stands_in_sentence(stretch: Stretch, match: re.Match[str]) -> bool:
    """Whether three dashes have words about them, and are no rule and no part of a table."""
    before = stretch.written[-1][-2:].strip()[-1:] if stretch.written else ""
    after = stretch.text[match.end() : min(match.end() + 2, stretch.end)].strip()[:1]
    return stretch.before != "\n" and not {before, after} & {"", "|", ":"}


def _starts_word(character: str) -> bool:
    return character.isalnum() or character in {"$", "\\", "{", "(", "`", "“"}


def _tie(stretch: Stretch, match: re.Match[str]) -> int:
    stretch.write(" " if stretch.math or _TIE.match(stretch.text, match.start(), stretch.end) else "~")
    return match.end()


_HANDLERS: dict[str, Handler] = {
    "address": _address,
    "index": _index,
    "escape": _escape,
    "newline": _newline,
    "formula": _formula,
    "macro": macro,
    "accent": accent,
    "remnant": _remnant,
    "group": _group,
    "script": _script,
    "quote": _quote,
    "dash": _dash,
    "tie": _tie,
}
