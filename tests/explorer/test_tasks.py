"""What the scheduler asks for."""

from __future__ import annotations

from datetime import timedelta

import pytest
from celery import current_app
from django.conf import settings
from django.db.models.functions import Now
from django.utils.module_loading import import_string

from explorer import tasks
from explorer.models import ImportText
from jobs.models import Job
from papers.services import saved_search_create

pytestmark = pytest.mark.django_db


def test_a_due_saved_search_gets_one_job():
    search = saved_search_create(name="Dask", scope="library", query={"q": "dask"})
    tasks.saved_searches()
    tasks.saved_searches()
    assert [job.params for job in Job.objects.filter(kind="saved_search")] == [{"search": search.pk}]


def test_texts_of_imports_go_after_a_week():
    old, new = ImportText.objects.create(text="old"), ImportText.objects.create(text="new")
    ImportText.objects.filter(pk=old.pk).update(created_at=Now() - timedelta(days=8))
    tasks.forget_texts()
    assert list(ImportText.objects.all()) == [new]


def test_every_scheduled_task_exists_and_goes_to_the_control_queue():
    current_app.loader.import_default_modules()
    for entry in settings.CELERY_BEAT_SCHEDULE.values():
        assert entry["task"] in current_app.tasks
        assert entry["options"]["queue"] == "control"


def test_every_handler_that_settings_name_can_be_imported():
    assert all(callable(import_string(path)) for path in settings.JOB_HANDLERS.values())
