"""TeX macros as people read them; every other macro is read as its name."""

from __future__ import annotations

_GREEK = (
    "alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta θ iota ι kappa κ lambda λ "
    "mu μ nu ν xi ξ pi π rho ρ sigma σ tau τ upsilon υ phi φ varphi φ chi χ psi ψ omega ω "
    "Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω"
)
_SIGNS = (
    "times × cdot · div ÷ pm ± mp ∓ leq ≤ le ≤ geq ≥ ge ≥ neq ≠ ne ≠ ll ≪ gg ≫ approx ≈ sim ~ simeq ≃ equiv ≡ "
    "propto ∝ infty ∞ partial ∂ nabla ∇ sum ∑ prod ∏ int ∫ sqrt √ in ∈ notin ∉ subset ⊂ subseteq ⊆ cup ∪ cap ∩ "
    "emptyset ∅ forall ∀ exists ∃ neg ¬ land ∧ lor ∨ oplus ⊕ otimes ⊗ circ ∘ bullet • star ⋆ ast * dagger † ell ℓ "
    "to → rightarrow → leftarrow ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ mapsto ↦ "
    "ldots … cdots … dots … prime ′ langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ mid | vert | Vert ‖ "
    "lbrace { rbrace } degree ° percent % setminus \\ colon : lesssim ≲ gtrsim ≳ perp ⊥ parallel ∥ wedge ∧ vee ∨"
)


def _pairs(text: str) -> dict[str, str]:
    words = text.split()
    return dict(zip(words[::2], words[1::2], strict=True))


MATH = _pairs(_GREEK + " " + _SIGNS)
TEXT = MATH | _pairs(
    "ss ß ae æ AE Æ oe œ OE Œ aa å AA Å o ø O Ø l ł L Ł i ı j ȷ textendash – textemdash — textbackslash \\ "
    "textasciitilde ~ textregistered ® texttrademark ™ copyright © S § P ¶ textquoteright ' textquoteleft '"
    " textdegree °"
)
# Type styles, sizes, spacing and grouping: they leave no word behind.
_SILENT = (
    "emph textbf textit texttt textsc textrm textsf textsl textmd textup textnormal underline uline mbox hbox text "
    "fbox "
    "em it bf tt sc rm sl sf bfseries itshape ttfamily scshape sffamily rmfamily normalfont small large Large tiny "
    "footnotesize scriptsize mathrm mathbf mathit mathsf mathtt mathcal mathbb mathfrak mathscr mathnormal boldsymbol "
    "bm pmb operatorname ensuremath left right big Big bigg Bigg bigl bigr Bigl Bigr displaystyle textstyle limits "
    "nolimits hat bar tilde vec dot ddot overline widehat widetilde check acute grave breve "
    "noindent par newline linebreak quad qquad enspace thinspace url href path nolinkurl begin end protect xspace "
    "centering frac dfrac tfrac bmod pmod color textcolor leavevmode relax"
)
SILENT = frozenset(_SILENT.split())
_SPACES = "par newline linebreak quad qquad enspace thinspace bmod pmod frac dfrac tfrac"
SPACES = frozenset(_SPACES.split())
# Signs that stand next to what follows: "\l odz" is one word.
_GLUED = "ss ae AE oe OE aa AA o O l L i j"
GLUED = frozenset(_GLUED.split())
ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"'}
SINGLE_QUOTES = frozenset("\u2018\u2019\u201a\u201b\u02bc")
