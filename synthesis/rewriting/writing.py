"""A whole synopsis said anew, branch by branch; what does not pass is left in the papers' own words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from synthesis.rewriting import checking, prompts

# The question (system, user) to the answer's text; it may raise to end the whole.
Ask = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch as it stands: its synopsis (`sentences`, `{text, evidence}` each) and what its papers say in `lines`."""

    node: str
    label: str
    sentences: Sequence[Mapping[str, Any]]
    lines: Sequence[str]


@dataclass(slots=True)
class Written:
    """`sections` and `names` as `told["rewritten"]` keeps them; `kept` counts what a model wrote and may stand.

    `refused` says of the rest, a sentence each, why not.
    """

    sections: list[dict[str, Any]] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    kept: int = 0
    refused: list[str] = field(default_factory=list)


def rewrite(
    branches: Sequence[Branch], others: Sequence[str], ask: Ask, progress: Callable[[int, str], None]
) -> Written:
    """Every branch's paragraph and name by the model that `ask` asks; `others` are the labels of all other nodes.

    A section holds what the model wrote and may stand, `rewritten` true, and each of the papers' sentences that no such
    one cites, `rewritten` false, in the order of the synopsis; so nothing gets lost. `progress(done, message)`.
    """
    written = Written()
    for done, branch in enumerate(branches):
        progress(done, f"Rewriting “{branch.label}”")
        _section(written, branch, ask)
    progress(len(branches), "Naming the branches")
    _names(written, branches, others, ask)
    return written


def _section(written: Written, branch: Branch, ask: Ask) -> None:
    texts = [sentence["text"] for sentence in branch.sentences]
    answer = checking.answer_of(ask(prompts.SYSTEM, prompts.paragraph(branch.label, texts)))
    given = answer.get("sentences")
    rows = given[: 2 * len(texts)] if isinstance(given, list) else []
    if not rows:
        written.refused.append(f"“{branch.label}”: the answer holds no sentences in the form that was asked for.")
    told: list[tuple[int, dict[str, Any]]] = []
    cited: set[int] = set()
    for row in rows:
        row = row if isinstance(row, dict) else {}
        text, sources = checking.tidy(row.get("text")), checking.sources_of(row.get("sources"), len(texts))
        fault = checking.sentence_fault(text, [texts[one - 1] for one in sources])
        if fault:
            written.refused.append(f"“{branch.label}”: a sentence was refused, {fault}.")
            continue
        evidence = [item for one in sources for item in branch.sentences[one - 1]["evidence"]]
        told.append((sources[0], {"text": text, "evidence": evidence, "rewritten": True}))
        cited |= set(sources)
    if not told:
        return
    written.kept += len(told)
    own = [(at, {**sentence, "rewritten": False}) for at, sentence in enumerate(branch.sentences, 1) if at not in cited]
    sentences = [sentence for _, sentence in sorted([*told, *own], key=lambda pair: pair[0])]
    written.sections.append({"node": branch.node, "sentences": sentences})


def _names(written: Written, branches: Sequence[Branch], others: Sequence[str], ask: Ask) -> None:
    asked = prompts.names([(branch.label, branch.lines) for branch in branches])
    given = checking.answer_of(ask(prompts.SYSTEM, asked)).get("names")
    named = given if isinstance(given, dict) else {}
    for number, branch in enumerate(branches, 1):
        name = checking.tidy(named.get(str(number)))
        rest = [written.names.get(one.node, one.label) for one in branches if one.node != branch.node]
        fault = checking.name_fault(name, branch.lines, [*others, *rest])
        if fault:
            written.refused.append(f"“{branch.label}”: the new name was refused, {fault}.")
        elif name != branch.label:
            written.names[branch.node] = name
            written.kept += 1
