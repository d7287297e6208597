from __future__ import annotations

import pytest

from tests.jobs.worker_settings import JOB_HANDLERS


@pytest.fixture(autouse=True)
def handlers(settings):
    """Jobs of these tests are handled by the tests' own handlers."""
    settings.JOB_HANDLERS = JOB_HANDLERS
