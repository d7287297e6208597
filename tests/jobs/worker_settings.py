"""Settings of the real workers that these tests start: the house's own, with the handlers of the tests."""

from explorer.settings import *  # noqa: F403  (a settings module is its names)

KINDS = ("count", "refuse", "stumble", "crash", "shaky", "wait", "nothing", "polite")
JOB_HANDLERS = {kind: f"tests.jobs.handlers.{kind}" for kind in KINDS}
