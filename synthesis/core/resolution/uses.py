"""What one paper brings to the concepts: each of its terms by normal form, and the acronyms it spells out."""

from dataclasses import dataclass, replace

from synthesis.core.inputs import PaperInput, TermInput
from synthesis.core.reading import phrase_ok
from synthesis.core.resolution.definitions import Definition, definitions
from synthesis.core.resolution.ledger import Spot
from synthesis.core.stopwords import is_stop_term, normal_form
from synthesis.core.types import Span

__all__ = ["Use", "uses_of"]


@dataclass(frozen=True, slots=True)
class Use:
    """A paper holds a form.

    ``text`` is how it writes it, ``score`` 0..1, ``span`` the first place, None for a given term; ``vector`` signed
    bytes or empty. ``long`` is the normal form of what the paper says it stands for, ``told`` where it says so.
    """

    paper: str
    form: str
    text: str
    score: float = 0.0
    span: Span | None = None
    vector: bytes = b""
    long: str = ""
    told: Span | None = None

    @property
    def spot(self) -> Spot:
        """Where the paper says it."""
        return Spot(self.paper, self.text, self.span)


def uses_of(paper: PaperInput) -> tuple[Use, ...]:
    """The uses of a paper, one for each form, in the order of the forms.

    Left out are terms that name nothing: stop terms, and of counted and given terms those too wide to stand alone. An
    acronym and its long form both count where one of them is a term.
    """
    found: dict[str, Use] = {}
    for term in paper.terms:
        form = normal_form(term.text)
        if form and _names(term, form) and (form not in found or found[form].score < term.score):
            first = min(term.spans, key=lambda span: (span.field != "abstract", span.start), default=None)
            found[form] = Use(paper.key, form, term.text, round(term.score, 6), first, term.vector)
    for pair in definitions(paper):
        _spell_out(found, paper.key, pair)
    return tuple(found[form] for form in sorted(found))


def _names(term: TermInput, form: str) -> bool:
    if is_stop_term(term.text):
        return False
    return term.method == "model" or phrase_ok(tuple(form.split()))


def _spell_out(found: dict[str, Use], key: str, pair: Definition) -> None:
    known = found.get(pair.short) or found.get(pair.long)
    if known is None:
        return
    bare = Use(key, pair.long, pair.text, known.score, pair.span)
    found.setdefault(pair.long, bare)
    short = found.get(pair.short) or replace(bare, form=pair.short, text=pair.short)
    found[pair.short] = replace(short, long=pair.long, told=pair.span)
