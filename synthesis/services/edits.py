"""A person's edits of a merged diagram: read from its Mermaid text, stored as a version, kept through later merges."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from jobs import outbox
from jobs.errors import Conflict, Invalid, NotFound
from synthesis.core import edits, mermaid, types
from synthesis.core.errors import InvalidTree, MermaidError
from synthesis.models import Synthesis, SynthesisVersion
from synthesis.services.trees import tree_store

MAX_NODES = 1000


def text_read(*, tree: types.Tree, text: str) -> tuple[edits.Edit, ...]:
    """The edits that make of the tree what the Mermaid text says.

    Raises `Invalid` (422) with `details` `{line, column}` for text that is no flowchart of one tree, and for one whose
    top node is another.
    """
    try:
        drawn = mermaid.parse(text)
        if len(drawn.nodes) > MAX_NODES:
            raise InvalidTree(f"The text has {len(drawn.nodes)} nodes; a diagram here holds at most {MAX_NODES}.")
        return edits.diff(tree, drawn)
    except (InvalidTree, MermaidError) as error:
        raise Invalid(error.message, code=error.code, status=422, details=error.details) from error


@transaction.atomic
def edits_apply(*, synthesis: Synthesis, number: int, text: str, author: str = "") -> SynthesisVersion:
    """A new version with what the text says, made from version `number`, which must be the newest.

    Raises `Invalid` (422) as `text_read` does and for a text that changes nothing, `Conflict` when another version came
    in between.
    """
    newest = _newest(synthesis)
    if newest.number != number:
        raise Conflict(
            f"Version {newest.number} is there by now, and the text was made from version {number}. Take its text, "
            "or restore the older version first.",
            code="newer_version",
            details={"version": newest.number},
        )
    base = newest.base or newest
    tree = types.from_dict(base.tree.body)
    steps = text_read(tree=tree, text=text)
    made = edits.apply(steps, tree)
    held = edits.from_json(newest.edits.get("operations", []))
    # What found nothing in this merge is no part of its text, and waits for one where it does.
    waiting = [held[place] for place in sorted({*newest.edits.get("lost", []), *newest.edits.get("idle", [])})]
    row = tree_store(tree=made.tree)
    if row.pk == newest.tree_id:
        raise Invalid(f"The text says what version {number} says; nothing was changed.", code="no_change", status=422)
    lost = [held[place] for place in newest.edits.get("lost", [])]
    idle = [edit for edit in waiting if edit not in lost]
    told = _told((*waiting, *steps), lost, idle, made.marks)
    return _add(newest, tree=row, base=base, edits=told, kind=SynthesisVersion.Kind.EDITED, author=author)


@transaction.atomic
def version_restore(*, synthesis: Synthesis, number: int, author: str = "") -> SynthesisVersion:
    """An older version once more, as the newest. Raises `NotFound`, and `Invalid` (422) for the newest itself."""
    newest = _newest(synthesis)
    version = synthesis.versions.filter(number=number).first()
    if version is None:
        raise NotFound(f"This synthesis has no version {number}.")
    if version.pk == newest.pk:
        raise Invalid(f"Version {number} is the present one.", code="no_change", status=422)
    kind = SynthesisVersion.Kind.RESTORED
    return _add(version, number=newest.number + 1, kind=kind, author=author, restored=number)


def edits_keep(*, merged: SynthesisVersion, before: SynthesisVersion | None) -> SynthesisVersion:
    """The version to show after a merge: with the edits that `before` carries a further one, else `merged` itself.

    An edit that finds nothing to apply to is kept and told, so that it comes back with what it was about.
    """
    held = edits.from_json(before.edits.get("operations", [])) if before else ()
    if before is None or not held:
        return merged
    made = edits.apply(held, types.from_dict(merged.tree.body))
    told = _told(held, made.lost, made.idle, made.marks)
    row = tree_store(tree=made.tree)
    if row.pk == merged.tree_id:
        merged.edits = told
        merged.save(update_fields=["edits"])
        return merged
    kind = SynthesisVersion.Kind.KEPT
    return _add(merged, tree=row, base=merged, edits=told, kind=kind, author=before.author)


def _told(
    held: Sequence[edits.Edit],
    lost: Sequence[edits.Edit],
    idle: Sequence[edits.Edit],
    marks: Sequence[edits.Mark],
) -> dict[str, Any]:
    return {
        "operations": edits.to_json(held),
        "lost": [place for place, edit in enumerate(held) if edit in lost],
        "idle": [place for place, edit in enumerate(held) if edit in idle],
        "marks": [dataclasses.asdict(mark) for mark in marks],
    }


def _newest(synthesis: Synthesis) -> SynthesisVersion:
    # Two people, or a person and a merge, must not take the same number.
    if Synthesis.objects.select_for_update().filter(pk=synthesis.pk).first() is None:
        raise NotFound(f"There is no synthesis {synthesis.pk}.")
    newest = synthesis.versions.select_related("tree", "base__tree").order_by("-number").first()
    if newest is None:
        raise Conflict("This synthesis is not merged yet, so there is nothing to edit.", code="not_merged")
    return newest


def _add(like: SynthesisVersion, **changes: Any) -> SynthesisVersion:
    """A version like that one but for the changes, one further unless a number is given; told of."""
    fields = {field.name for field in SynthesisVersion._meta.concrete_fields} - {"id", "created_at"}
    same = {name: getattr(like, name) for name in fields}
    version = SynthesisVersion.objects.create(**{**same, "number": like.number + 1, "restored": None, **changes})
    version.synthesis.save(update_fields=["modified_at"])
    version_tell(version=version)
    return version


def version_tell(*, version: SynthesisVersion) -> None:
    """Tells those who listen that the synthesis has this version now."""
    payload = {"version": version.number, "tree": version.tree_id, "collection": version.synthesis.collection_id}
    outbox.publish(topic="synthesis.changed", key=str(version.synthesis_id), payload=payload)
