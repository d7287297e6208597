"""The room of trees: what one paper, a collection or two parents say, as labelled and rooted graphs."""

from django.apps import AppConfig


class SynthesisConfig(AppConfig):
    """Django's handle on the room."""

    name = "synthesis"
