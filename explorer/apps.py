"""The composition root as a Django app: makes the Celery application current and registers the checks."""

from django.apps import AppConfig


class ExplorerConfig(AppConfig):
    name = "explorer"

    def ready(self) -> None:
        """Imports what must exist in every process: without it `send_task` would find no broker."""
        from explorer import auth_checks, celery, checks  # noqa: F401  (imported for what registering them does)
