"""A house does not open itself to a network by accident."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from explorer import auth_checks
from tests.jobs.processes import ROOT, child_environment

pytestmark = pytest.mark.django_db


def start(**environment: str) -> subprocess.CompletedProcess[str]:
    """Loads the ASGI application as a web server does; prints which heavy modules came with it."""
    code = "import sys, explorer.asgi; print([n for n in ('torch', 'sentence_transformers') if n in sys.modules])"
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=child_environment(**environment), capture_output=True, text=True
    )


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "localhost", "::1", "[::1]"])
def test_loopback_needs_no_decision(settings, host):
    settings.HOST = host
    assert auth_checks.check_open_to_strangers() == []


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.com", ""])
def test_a_bind_beyond_loopback_is_refused_until_somebody_decides(settings, host):
    settings.HOST = host
    [problem] = auth_checks.check_open_to_strangers()
    assert (problem.id, "AUTH=required" in problem.hint) == ("explorer.E010", True)
    with pytest.raises(ImproperlyConfigured, match="AUTH=open"):
        auth_checks.refuse_strangers()
    for decision in ("required", "open"):
        settings.AUTH = decision
        assert auth_checks.check_open_to_strangers() == []


def test_the_server_itself_refuses_to_start():
    done = start(HOST="0.0.0.0")
    assert done.returncode != 0
    assert "AUTH=required" in done.stderr


def test_the_server_starts_without_torch():
    done = start()
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr


def test_the_deployment_check_is_clean_where_logins_are_required():
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    environment = child_environment(
        AUTH="required",
        HOST="0.0.0.0",
        ALLOWED_HOSTS="papers.example.com",
        DJANGO_SETTINGS_MODULE="explorer.settings",
    )
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    problems = set(re.findall(r"\w+\.[WEC]\d+", done.stdout + done.stderr))
    # Whether the pages are built is not a matter of safety.
    assert problems <= {"explorer.W012"}, done.stdout + done.stderr
