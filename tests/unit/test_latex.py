"""LaTeX → Unicode: what is understood, what is left alone, and that no word is lost on the way."""

import re
import subprocess
import sys
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digesttui.latex import to_unicode

SHOWN = [
    # text
    (r"gains of 5\% \& more", "gains of 5% & more"),
    ("so-called ``deep'' nets", "so-called “deep” nets"),
    ("a ``see\nsaw,'' and", "a “see\nsaw,” and"),
    ("pages 5--12 --- all", "pages 5–12 — all"),
    ("SAM~3, models~(LLMs), on~\\url{a.org/b}", "SAM 3, models (LLMs), on a.org/b"),
    (r"vs.\ others, 10\,000", "vs. others, 10 000"),
    (r"first line \\" + "\nsecond", "first line \nsecond"),
    (r"\textbf{\underline{Sim}ple} \emph{x}", "Simple x"),
    (r"{\it slanted} and {\scriptsize CODE}", "slanted and CODE"),
    (r"\method\xspace is \small{AWPS} here", r"\method is AWPS here"),
    (r"\textcolor{red}{warm} \color{blue} cold", "warm  cold"),
    (r"codes\footnote{see below} are", "codes (see below) are"),
    (r"m\textsuperscript{2} and H\textsubscript{2}O", "m² and H₂O"),
    (r"the \alpha-helix, \LaTeX, \dots{} end", "the α-helix, LaTeX, … end"),
    # accents and letters
    (r"Schr\"odinger, Fr\'echet, na\"{\i}ve, Erd\H{o}s", "Schrödinger, Fréchet, naïve, Erdős"),
    (r"Ko\v{c}i, \c cedilla, \^q", r"Koči, çedilla, \^q"),
    (r"(\"Ust\"un et al.)", "(Üstün et al.)"),
    (r"\O rsted, Stra\ss e, \AA{}s, \ss", "Ørsted, Straße, Ås, ß"),
    (r"a tilde \~{} and a hat \^{}", "a tilde ~ and a hat ^"),
    # formulas
    (r"in $\mathcal{O}(n^2)$ time", "in O(n²) time"),
    (r"$x_{i+1} = x_i + 2^{10}$", "xᵢ₊₁ = xᵢ + 2¹⁰"),
    (r"$T^{-1/3}$, $x^{*}$, $x^{Q}y$, $L_{CE}$, $a_{max}b$, $a_{by}c$", "T^(-1/3), x^*, x^(Q)y, L_CE, aₘₐₓb, a_(by)c"),
    (r"$360^\circ$, 360$^\circ$, $4^\text{th}$, $x'' $", "360°, 360°, 4ᵗʰ, $x'' $"),
    (r"$f'(x) \le 5\times 10$", "f′(x) ≤ 5×10"),
    (r"$a\times b$, $a \times b$, $n\log n$, $\log{n}$, $\max\log 2$", "a×b, a × b, n log n, log n, max log 2"),
    (r"$\frac{a+b}{2}$, $\frac12$, $\sqrt{n}$, $\sqrt{n+1}$, $\sqrt[3]{n}$", r"(a+b)/2, 1/2, √n, √(n+1), \sqrt[3]n"),
    (r"$\mathbb{R}^d$, $\mathbb E$, $\mathrm{KL}(p\|q)$, \mathbb{N}", "ℝᵈ, E, KL(p‖q), ℕ"),
    (r"$\tilde{\mathcal{O}}(1)$, $\hat{y}$, $\bar{xy}$, $x \not= y$", "Õ(1), ŷ, xy, x ≠ y"),
    (r"$\left(a\right.$, $\operatorname*{argmin}_x f$", "(a, argminₓ f"),
    (r"$\{0,1\}^n$, $a\;b\!c~d$, $\text{if }x_{1}$", "{0,1}ⁿ, a bc d, if x₁"),
    (r"\(x^2\) and \[E=mc^2\] and $$y$$", "x² and E=mc² and y"),
    ("$30$ of $n$", "30 of n"),
    (r"$\sim$100 to $\pm$0.1, $<$5 and mm$^2$", "∼100 to ±0.1, <5 and mm²"),
    # what sites leave of it
    ("{scriptsize CODE} of the $textbf{specialist}", "CODE of the specialist"),
    ("mathcal{O}(T^{2}), C_{1}, π_0, π_{0.5}, O(N^2), 10^-5, Code^N.", "O(T²), C₁, π₀, π_0.5, O(N²), 10⁻⁵, Codeᴺ."),
    ("{C}ontinual Le{a}rner, {BERT}, γ{=}4, 56{,}340, {}", "Continual Learner, BERT, γ=4, 56,340, "),
    (r"({\epsilon}, {$\delta$})", "(ε, δ)"),
    ("https://github.com/a/b{Code}.", "Code (https://github.com/a/b)."),
    ("https://a-b.github.io/{https://a-b.github.io/}.", "https://a-b.github.io/."),
    # links
    (r"\href{https://github.com/a/b}{the code}", "the code (https://github.com/a/b)"),
    (r"\href{https://github.com/a/b\_c}{\texttt{github.com/a/b\_c}}", "https://github.com/a/b_c"),
    (r"\url{https://a.org/x_1\%20}", "https://a.org/x_1%20"),
    (r"https://github.com/a/b\_c.", "https://github.com/a/b_c."),
]  # fmt: skip

LEFT_ALONE = [
    "100% of it, and % is no comment",
    "from $5 to $10, for $0.005, US$5M and $4 per test, then $39.9",
    "costs $5M (about $4M EUR)",
    "a $ sign, $$ twice",
    "[CLS] P[X|Y]=[0,1) N:M",
    "snake_case, __init__, a_b.py, x_1.py, ^deep, networks$, ^_^",
    "see github.com/a_b/c_d, https://github.com/a_b/c_d~x^2, www.a.org/~me/b_c",
    "https://api.a.org/v1/{id}/files and https://a.org/q={name}",
    "{a,b} {name} {0, 1} {two words} Msmall{AWPS}",
    "~5 times, x ~ y, ~/notes, 3~5",
    r"it\'s, don\'t, \"Attention is\" all \"you\" need, example\.com",
    r"\ours{} beats \foo{Bar}{Baz}, \cite{a_b}, \begin{itemize}",
    r"\1 and \\alpha and \\\\",
    "a ''lone'' quote, ```code```, ``` x",
    "---\nrule\n| --- | :---: |\ngit log --oneline -- src ----",
    r"unclosed {brace, \textbf{x, \frac{1}, \href{a}, \url x, \hat, \color, \textsuperscript 2, \footnote x",
    "closed} brace, textbf{x, $textbf{x",
    "$x\n\ny$",
]


@pytest.mark.parametrize(("source", "shown"), SHOWN)
def test_latex_is_shown_as_unicode(source: str, shown: str) -> None:
    assert to_unicode(source) == shown


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_is_not_surely_latex_is_left_alone(text: str) -> None:
    assert to_unicode(text) == text


@pytest.mark.parametrize("shown", [shown for _, shown in SHOWN])
def test_what_is_shown_stays_when_shown_again(shown: str) -> None:
    assert to_unicode(shown) == shown


@given(st.text(st.characters(exclude_characters="\\$^_{~`-")))
def test_text_without_signs_is_the_same_object(text: str) -> None:
    assert to_unicode(text) is text


def test_text_without_signs_does_not_load_the_conversion() -> None:
    code = "import sys, digesttui.latex as l; l.to_unicode('Plain'); print('digesttui.latex.conversion' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "False\n"


SCRAPS = st.one_of(
    st.sampled_from("ab19 \n{}{}$$^_~`'\"\\-()[],.|%&é"),
    st.sampled_from(["``", "''", "--", "---", "https://a.b/", "a.bc/", "{scriptsize ", r"\(", r"\)", r"\[", r"\]"]),
    st.sampled_from([r"\frac", r"\hat", r"\textbf{", r"\href", r"\left", r"\alpha", r"\sqrt", r"\c ", r"\url{"]),
)


@given(st.lists(SCRAPS, max_size=60).map("".join))
def test_any_scraps_of_latex_are_survived(text: str) -> None:
    to_unicode(text)


def letters(text: str) -> str:
    """Letters and digits outside macro names, without accents and positions."""
    plain = unicodedata.normalize("NFKD", re.sub(r"\\[A-Za-z]+", "", text))
    return re.sub(r"[\W_]+", "", plain)


@given(st.text("abxX19 \n{}$^_~`'\"\\-(),."))
def test_no_letter_outside_macro_names_is_lost_or_moved(text: str) -> None:
    assert letters(to_unicode(text)) == letters(text)


WORDS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=4, max_size=12)
DRESSED = st.sampled_from(
    [
        "{}",
        "``{}''",
        "{}~{}",
        "{}\\%",
        "${}$",
        "$textbf{{{}}}",
        "{{scriptsize {}}}",
        "{{\\it {}}}",
        "https://a.org/{}",
        r"\textbf{{{}}}",
        r"$\textbf{{{}}}$",
        r"\emph{{{} \textit{{{}}}}}",
        r"\unknown{{{}}}",
        r"\footnote{{{}}}",
    ]
)


@given(st.lists(st.tuples(DRESSED, WORDS, WORDS), max_size=12))
def test_no_word_in_any_dress_is_lost_or_joined(parts: list[tuple[str, str, str]]) -> None:
    dressed = [(dress, (one, other)[: dress.count("{}")]) for dress, one, other in parts]
    shown = to_unicode(" ".join(dress.format(*words) for dress, words in dressed))
    missing = [word for _, words in dressed for word in words if not re.search(rf"(?<![a-z]){word}(?![a-z])", shown)]
    assert not missing


SCRAPS_TO_REPEAT = (
    r"{ ^{ $ \ \frac \hat \frac{ \textbf{ a. https:// `` \( \[ ~ - _a https://a.b/{ a- \href{a} {} \x{} x^"
)


@pytest.mark.parametrize("scrap", ["$ab ", "$a\n", *SCRAPS_TO_REPEAT.split()])
def test_time_grows_with_the_length_only(scrap: str) -> None:
    def seconds(count: int) -> float:
        start = time.process_time()  # of this process alone
        to_unicode("_" + scrap * count)
        return time.process_time() - start

    few, many = min(seconds(500) for _ in range(5)), min(seconds(8000) for _ in range(3))
    assert many < 16 * few * 5 + 0.05


def test_groups_nested_too_deep_are_left_as_they_stand() -> None:
    text = r"\textbf{" * 50 + "core" + "}" * 50
    assert "core" in to_unicode(text)
    assert to_unicode(text).startswith(r"\textbf{")
