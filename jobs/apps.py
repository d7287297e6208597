"""The floor of the house: long work that survives, the outbox, and what every endpoint shares."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "jobs"
    default_auto_field = "django.db.models.BigAutoField"
