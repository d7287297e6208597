"""A synopsis and its branch names said anew by a model, kept beside the papers' own words, never in their place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction

from jobs import outbox
from jobs.errors import Conflict, NotFound, UpstreamError
from jobs.models import Job
from jobs.services import enqueue
from synthesis.core import types
from synthesis.models import Synthesis, SynthesisVersion
from synthesis.rewriting.client import Model, ask, configured
from synthesis.rewriting.writing import Branch, Written, rewrite
from synthesis.selectors import titles_of, version_get

# What a branch's papers say of it, for its name: its nodes' labels, and the titles of its first papers.
TITLES = 12
Progress = Callable[[int, int, str], None]


@transaction.atomic
def rewriting_create(*, synthesis: Synthesis) -> Job:
    """A job that has the newest version rewritten; the one at work on it already when there is one.

    Raises `Conflict` where no model is configured, nothing is merged, or there is no synopsis to rewrite.
    """
    model = _model()
    # Two presses of the button must not ask the model twice.
    Synthesis.objects.select_for_update().filter(pk=synthesis.pk).first()
    version = version_get(synthesis, None)
    if version is None:
        raise Conflict("This collection is not merged yet.", code="not_merged")
    if not _branches(version):
        raise Conflict("None of these papers has a text, so there is no synopsis to rewrite.", code="no_synopsis")
    params = {"synthesis": str(synthesis.pk), "version": version.number, "model": model.name}
    working = Job.objects.filter(kind="rewriting", state__in=Job.ACTIVE, params=params).first()
    return working or enqueue(kind="rewriting", params=params)


def rewriting_run(
    *, synthesis: Synthesis, number: int, progress: Progress, tick: Callable[[], None]
) -> tuple[SynthesisVersion, Written]:
    """Has that version rewritten and stores what passed the checks, with the model's name; the rest stays as it was.

    `progress` and `tick` may raise to stop it; nothing is stored before the end. Raises `UpstreamError` when the server
    does not answer, or nothing it says may stand.
    """
    model = _model()
    version = version_get(synthesis, number)
    if version is None:
        raise NotFound(f"This synthesis has no version {number}.")
    branches = _branches(version)
    steps = len(branches) + 1
    others = [node["label"] for node in version.tree.body["nodes"] if node["id"] not in {one.node for one in branches}]
    written = rewrite(
        branches,
        others,
        lambda system, user: ask(model, system, user, tick=tick),
        lambda done, message: progress(done, steps, message),
    )
    if not written.kept:
        raise UpstreamError(
            f"Nothing that {model.name} wrote may stand; the papers' own sentences do.",
            code="llm_unusable",
            details={"refused": written.refused[:20]},
            retryable=False,
        )
    of = {branch.node: branch.label for branch in branches if branch.node in written.names}
    told = {"model": model.name, "sections": written.sections, "names": written.names, "of": of}
    _store(version, told)
    progress(steps, steps, f"{written.kept} sentences and names rewritten by {model.name}")
    return version, written


def _model() -> Model:
    model = configured()
    if model is None:
        said = "No language model is set up: LLM_BASE_URL and LLM_MODEL name one."
        raise Conflict(said, code="not_configured")
    return model


@transaction.atomic
def _store(version: SynthesisVersion, told: dict[str, Any]) -> None:
    held = SynthesisVersion.objects.select_for_update().filter(pk=version.pk).first()
    if held is None:
        raise NotFound("The synthesis was deleted while it was rewritten; nothing was stored.")
    held.told = {**held.told, "rewritten": told}
    held.save(update_fields=["told"])
    version.told = held.told
    payload = {"version": held.number, "tree": held.tree_id, "collection": held.synthesis.collection_id}
    outbox.publish(topic="synthesis.changed", key=str(held.synthesis_id), payload=payload)


def _branches(version: SynthesisVersion) -> list[Branch]:
    """The branches of which the synopsis tells, as far as the tree still has them."""
    tree = types.from_dict(version.tree.body)
    nodes = {node.id: node for node in tree.nodes}
    children = tree.children()
    sections: list[dict[str, Any]] = version.told.get("synopsis", {}).get("sections", [])
    held = [section for section in sections if section["node"] in nodes and section["sentences"]]
    titles = titles_of({key for section in held for key in nodes[section["node"]].papers})
    found = []
    for section in held:
        node = nodes[section["node"]]
        below = _below(node.id, children)
        lines = [node.label, *(nodes[one].label for one in below)]
        lines += [titles[key] for key in node.papers if key in titles][:TITLES]
        found.append(Branch(node.id, node.label, section["sentences"], lines))
    return found


def _below(node_id: str, children: dict[str, tuple[str, ...]]) -> list[str]:
    return [one for child in children[node_id] for one in (child, *_below(child, children))]
