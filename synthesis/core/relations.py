"""Links across branches: two concepts that papers name together, and the verb a sentence puts between them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from synthesis.core.evidence import field_text, given_evidence, quote_for, sentences
from synthesis.core.inputs import PaperInput
from synthesis.core.types import Evidence, Span
from synthesis.core.verbs import compound_phrase, turned, verb_phrase

__all__ = ["Mention", "Relation", "mentions_by_sentence", "relate"]

QUOTES = 4


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a shown node is named: the node's id, the place, and which of the node's concepts that is, by its label."""

    node: str
    span: Span
    concept: str = ""


@dataclass(frozen=True, slots=True)
class Saying:
    """What a sentence says of two concepts: a phrase, that which it is said of, and what it is said to act on."""

    phrase: str
    quote: Evidence
    subject: str = ""
    other: str = ""


@dataclass(slots=True)
class Relation:
    """What is known of two nodes: papers naming both, sentences naming both, and verbs with their sentence.

    Of ``together`` and ``apart`` no more are kept than can be quoted; ``sentences`` counts all that name both.
    """

    source: str
    target: str
    papers: dict[str, float] = field(default_factory=dict)
    sentences: int = 0
    together: dict[Evidence, None] = field(default_factory=dict)
    said: list[Saying] = field(default_factory=list)
    apart: dict[Evidence, None] = field(default_factory=dict)

    @property
    def weight(self) -> float:
        """Strength: papers by how much they say of both, sentences and verbs on top; rounded to 1e-6."""
        return round(sum(self.papers.values()) + 0.6 * min(3, self.sentences) + 0.8 * bool(self.said), 6)

    @property
    def label(self) -> str:
        """The first verb found, else the kind of link with its number of papers."""
        if self.said:
            return self.said[0].phrase
        count = len(self.papers)
        return f"seen together in {count} paper{'s' if count > 1 else ''}"

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """At most four quotes, each once: the sentence with the verb, then those that name both, then each alone."""
        found = [*(saying.quote for saying in self.said), *self.together, *self.apart]
        return tuple(dict.fromkeys(found))[:QUOTES]

    def turn(self) -> None:
        """Makes it lead the other way, unless what sentences say cannot be said so."""
        said = [Saying(phrase, s.quote, s.other, s.subject) for s in self.said if (phrase := turned(s.phrase))]
        if said or not self.said:
            self.source, self.target, self.said = self.target, self.source, said


def mentions_by_sentence(paper: PaperInput, named: Iterable[Mention]) -> list[list[Mention]]:
    """The mentions of one paper, sentence by sentence, in order of the text; the longer of two that overlap stays."""
    found = []
    all_named = list(named)
    for name in ("title", "abstract"):
        for start, end in sentences(field_text(paper, name)):
            inside = [m for m in all_named if m.span.field == name and start <= m.span.start and m.span.end <= end]
            inside.sort(key=lambda m: (m.span.start - m.span.end, m.span.start, m.node))
            kept: list[Mention] = []
            for mention in inside:
                if all(mention.span.end <= k.span.start or mention.span.start >= k.span.end for k in kept):
                    kept.append(mention)
            if kept:
                found.append(sorted(kept, key=lambda m: m.span.start))
    return found


def relate(
    papers: Sequence[PaperInput],
    mentions: Mapping[str, Sequence[Mention]],
    given: Mapping[str, Mapping[str, str]],
    strength: Mapping[str, Mapping[str, float]],
    branch: Mapping[str, str],
) -> list[Relation]:
    """Relations between nodes of different branches, strongest first, ties by ids.

    ``mentions`` by paper key; ``given`` by paper key the given term of a node that no text holds; ``strength`` by paper
    key how much the paper says of a node (0..1); ``branch`` by node the branch it stands in.
    """
    found: dict[tuple[str, str], Relation] = {}
    for paper in papers:
        nodes = strength.get(paper.key, {})
        if len({branch[node] for node in nodes}) < 2:
            continue
        for pair in _pairs(sorted(nodes), branch):
            relation = found.get(pair) or found.setdefault(pair, Relation(*pair))
            relation.papers[paper.key] = round((nodes[pair[0]] * nodes[pair[1]]) ** 0.5, 6)
            if len(relation.apart) < QUOTES:
                each = _each(paper, pair, mentions.get(paper.key, ()), given.get(paper.key, {}))
                relation.apart.update(dict.fromkeys(each))
        for sentence in mentions_by_sentence(paper, mentions.get(paper.key, ())):
            _read_sentence(paper, sentence, branch, found)
    return sorted(found.values(), key=lambda r: (-r.weight, r.source, r.target))


def _pairs(nodes: Sequence[str], branch: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(a, b) for place, a in enumerate(nodes) for b in nodes[place + 1 :] if branch[a] != branch[b]]


def _each(
    paper: PaperInput, pair: tuple[str, str], named: Sequence[Mention], given: Mapping[str, str]
) -> list[Evidence]:
    quotes = []
    for node in pair:
        spans = [mention.span for mention in named if mention.node == node]
        if spans:
            quotes.append(quote_for(paper, spans[0]))
        elif node in given:
            quotes.append(given_evidence(paper, given[node]))
    return quotes


def _read_sentence(
    paper: PaperInput, sentence: Sequence[Mention], branch: Mapping[str, str], found: dict[tuple[str, str], Relation]
) -> None:
    for place, left in enumerate(sentence):
        for right in sentence[place + 1 :]:
            if branch[left.node] == branch[right.node]:
                continue
            pair = (min(left.node, right.node), max(left.node, right.node))
            relation = found.get(pair) or found.setdefault(pair, Relation(*pair))
            quote = quote_for(paper, Span(left.span.field, left.span.start, right.span.end))
            relation.sentences += 1
            if len(relation.together) < QUOTES:
                relation.together[quote] = None
            relation.papers.setdefault(paper.key, 0.5)
            if right is not sentence[place + 1]:
                continue
            between = field_text(paper, left.span.field)[left.span.end : right.span.start]
            phrase, subject, other = verb_phrase(between), left, right
            if not phrase:
                phrase, subject, other = compound_phrase(between), right, left
            if phrase and (not relation.said or relation.source == subject.node):
                # What the sentence speaks of is where the link starts.
                relation.source, relation.target = subject.node, other.node
                relation.said.append(Saying(phrase, quote, subject.concept, other.concept))
