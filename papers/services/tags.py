"""Words that people hang on papers."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models.functions import Lower

from jobs.errors import Invalid
from papers.models import Paper, Tag
from papers.text import canonical

NAME_LIMIT = 60
TAGS_LIMIT = 50


@transaction.atomic
def tags_set(*, paper: Paper, names: Iterable[str]) -> list[str]:
    """The paper's tags replaced by these; the names as stored. A tag that no paper has any more goes.

    Names are compared without regard to case; the first spelling stays. Raises `Invalid` on an empty or overlong name
    and on more than `TAGS_LIMIT`.
    """
    wanted: dict[str, str] = {}
    for name in map(canonical, names):
        if not name or len(name) > NAME_LIMIT:
            raise Invalid(f"A tag has 1 to {NAME_LIMIT} characters.", details={"tag": name[:NAME_LIMIT]})
        wanted.setdefault(name.lower(), name)
    if len(wanted) > TAGS_LIMIT:
        raise Invalid(f"A paper may have {TAGS_LIMIT} tags.")
    Tag.objects.bulk_create([Tag(name=name) for name in wanted.values()], ignore_conflicts=True)
    held = Tag.objects.annotate(low=Lower("name")).filter(low__in=wanted)
    before = set(paper.tags.values_list("pk", flat=True))
    paper.tags.set(held)
    Tag.objects.filter(pk__in=before, papers__isnull=True).delete()
    return sorted(tag.name for tag in held)
