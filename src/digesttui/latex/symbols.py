"""What macros mean in Unicode: the few hundred that titles and abstracts use."""


def _pairs(table: str) -> dict[str, str]:
    words = table.split()
    return dict(zip(words[::2], words[1::2], strict=True))


def _names(table: str) -> frozenset[str]:
    return frozenset(table.split())


SYMBOLS = _pairs(
    """
    alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ
    varkappa ϰ lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ
    upsilon υ phi φ varphi φ chi χ psi ψ omega ω digamma ϝ
    Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω
    infty ∞ partial ∂ nabla ∇ ell ℓ hbar ℏ Re ℜ Im ℑ aleph ℵ wp ℘ imath ı jmath ȷ i ı j ȷ
    forall ∀ exists ∃ nexists ∄ neg ¬ lnot ¬ emptyset ∅ varnothing ∅ top ⊤ bot ⊥ angle ∠
    sum ∑ prod ∏ coprod ∐ int ∫ iint ∬ oint ∮ bigcup ⋃ bigcap ⋂ bigoplus ⨁ bigotimes ⨂ bigwedge ⋀ bigvee ⋁
    ldots … dots … cdots ⋯ vdots ⋮ ddots ⋱ textellipsis … dotsc … dotsb ⋯
    prime ′ degree ° textdegree ° celsius ℃ dag † dagger † ddag ‡ ddagger ‡ S § P ¶ copyright © textregistered ®
    texttrademark ™ pounds £ euro € texteuro € cent ¢ yen ¥ checkmark ✓ bullet • textbullet • star ⋆ bigstar ★
    langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ lVert ‖ rVert ‖ Vert ‖ lvert | rvert | vert |
    lbrace { rbrace } backslash \\ textbackslash \\ textasciitilde ~ textasciicircum ^ textunderscore _
    textdollar $ textless < textgreater > textbar | textendash – textemdash — textquoteleft ‘ textquoteright ’
    textquotedblleft “ textquotedblright ” textmu µ textpm ± texttimes ×
    spadesuit ♠ heartsuit ♥ diamondsuit ♦ clubsuit ♣ flat ♭ sharp ♯ natural ♮ square □ Box □ blacksquare ■
    triangle △ blacktriangle ▲ diamond ⋄ Diamond ◇ TeX TeX LaTeX LaTeX
    """
)

RELATIONS = _pairs(  # signs between two things: in a formula TeX spaces them itself
    """
    times × div ÷ pm ± mp ∓ cdot · ast ∗ circ ∘ oplus ⊕ otimes ⊗ ominus ⊖ odot ⊙ setminus ∖ wedge ∧ land ∧
    vee ∨ lor ∨ cap ∩ cup ∪ uplus ⊎ sqcup ⊔ sqcap ⊓ bowtie ⋈ ltimes ⋉ rtimes ⋊
    le ≤ leq ≤ leqslant ⩽ ge ≥ geq ≥ geqslant ⩾ ll ≪ gg ≫ ne ≠ neq ≠ lt < gt > equiv ≡ approx ≈ approxeq ≊ sim ∼
    simeq ≃ cong ≅ propto ∝ doteq ≐ triangleq ≜ coloneqq ≔ lesssim ≲ gtrsim ≳ prec ≺ succ ≻ preceq ⪯ succeq ⪰
    in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆ subsetneq ⊊ supset ⊃ supseteq ⊇ mid ∣ nmid ∤ parallel ∥ perp ⊥
    vdash ⊢ models ⊨ asymp ≍
    to → rightarrow → leftarrow ← gets ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ iff ⟺ implies ⟹
    longrightarrow ⟶ longleftarrow ⟵ mapsto ↦ uparrow ↑ downarrow ↓ updownarrow ↕ nearrow ↗ searrow ↘ hookrightarrow ↪
    rightharpoonup ⇀ rightleftharpoons ⇌ leadsto ⇝ rightsquigarrow ⇝ colon :
    """
)

LETTERS = _pairs("ss ß ae æ AE Æ oe œ OE Œ o ø O Ø l ł L Ł aa å AA Å dh ð DH Ð th þ TH Þ dj đ DJ Đ ng ŋ NG Ŋ")
"""Letters of text: like TeX they take the space that ends their name."""

OPERATORS = _names(
    """
    arccos arcsin arctan arg argmax argmin cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim liminf limsup
    ln log max min mod Pr sec sin sinh softmax sup tan tanh
    """
)
"""Functions written as their own name."""

ACCENTS = {
    '"': "\u0308", "'": "\u0301", "`": "\u0300", "^": "\u0302", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "c": "\u0327", "v": "\u030c", "H": "\u030b", "u": "\u0306", "k": "\u0328", "r": "\u030a",
    "hat": "\u0302", "widehat": "\u0302", "tilde": "\u0303", "widetilde": "\u0303", "bar": "\u0304",
    "overline": "\u0305", "vec": "\u20d7", "dot": "\u0307", "ddot": "\u0308", "check": "\u030c", "breve": "\u0306",
    "acute": "\u0301", "grave": "\u0300", "mathring": "\u030a", "not": "\u0338",
}  # fmt: skip
"""Accents as combining characters, of text and of formulas."""

BARE_ACCENTS = {
    '"': "aeiouyAEIOUY", "'": "aeiouyAEIOUYcnszCNSZ", "`": "aeiouAEIOU", "^": "aeiouAEIOU", "~": "anoANO",
    "=": "aeiouAEIOU", ".": "zZ",
}  # fmt: skip
"""On which letters an accent is believed without braces: ``example\\.com`` and ``it\\'s`` are no accents."""

TEXT_STYLES = _names(
    """
    textbf textit textsl texttt textsc textrm textsf textup textmd textnormal text emph underline uline hl
    mbox hbox fbox
    """
)
MATH_STYLES = _names(
    """
    mathcal mathbb mathbf mathrm mathit mathsf mathtt mathfrak mathscr boldsymbol bm operatorname ensuremath
    overbrace underbrace boxed pmb
    """
)
"""Macros that only dress their one argument."""

SWITCHES = _names(
    """
    it bf em tt sc rm sf sl cal bfseries itshape ttfamily scshape tiny scriptsize footnotesize small normalsize large
    Large LARGE huge Huge displaystyle textstyle scriptstyle limits nolimits left right middle big Big bigg Bigg bigl
    bigr Bigl Bigr xspace protect noindent centering unboldmath boldmath relax
    """
)
"""Macros that say only how to set what follows."""

DRESSES = TEXT_STYLES | MATH_STYLES | SWITCHES

DOUBLE_STRUCK = str.maketrans("CHNPQRZ", "ℂℍℕℙℚℝℤ")

SUPERSCRIPTS = dict(
    zip(
        "0123456789+-−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθφχ∘′†‡°",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵠᵡ°′†‡°",
        strict=True,
    )
)
SUBSCRIPTS = dict(zip("0123456789+-−=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ", strict=True))
