"""The Celery face of what the scheduler asks for; long work stays in jobs."""

from __future__ import annotations

from datetime import timedelta

from celery import shared_task
from django.db.models.functions import Now

from compute.queries import query_vector
from compute.services.links import experiments_link
from compute.services.uploads import uploads_forget
from explorer.experiments import leftovers_forget
from explorer.models import ImportText
from papers.services import saved_searches_ask_due
from synthesis.services import concepts_ask

# A failed import can be tried again for this long.
TEXTS_KEPT = timedelta(days=7)


@shared_task(name="explorer.tasks.saved_searches")  # type: ignore[untyped-decorator]
def saved_searches() -> None:
    """A job for every saved search whose time has come; every few minutes, and harmless when two run."""
    saved_searches_ask_due()


@shared_task(name="explorer.tasks.forget_texts")  # type: ignore[untyped-decorator]
def forget_texts() -> None:
    """Texts of imports older than a week go; every hour."""
    ImportText.objects.filter(created_at__lt=Now() - TEXTS_KEPT).delete()


@shared_task(name="explorer.tasks.concepts")  # type: ignore[untyped-decorator]
def concepts() -> None:
    """A job for papers whose terms changed, so that their concepts follow; every few seconds, and never two at once."""
    concepts_ask()


@shared_task(name="explorer.tasks.experiments")  # type: ignore[untyped-decorator]
def experiments() -> None:
    """The papers of each experiment, where the library changed; every half minute, and harmless when two run."""
    experiments_link(vector=query_vector)


@shared_task(name="explorer.tasks.forget_runs")  # type: ignore[untyped-decorator]
def forget_runs() -> None:
    """Uploads that no run used, and what lost runs left on disk and in the database, go; every hour."""
    uploads_forget()
    leftovers_forget()
