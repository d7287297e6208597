"""Labels of links: the verb a sentence puts between two things."""

import pytest

from synthesis.core.verbs import verb_phrase


@pytest.mark.parametrize(
    ("between", "label"),
    [
        (" can significantly outperform ", "outperforms"),
        (" outperforms ", "outperforms"),
        (" rivals Apache ", "rivals"),
        (" relies heavily on ", "relies on"),
        (" is accelerated by ", "accelerated by"),
        (" is built on top ", "built on"),
        (" based on ", "based on"),
        (" using ", "uses"),
        (" inference targeting mobile ", "targets"),
        (" is trained with ", "trained with"),
    ],
)
def test_a_clear_verb_becomes_a_short_label(between: str, label: str) -> None:
    assert verb_phrase(between) == label


@pytest.mark.parametrize(
    "between",
    [
        "",
        " and ",
        " over ",
        " does not outperform ",
        ", which we compare; it outperforms ",
        " models, namely, ",
        " are fundamental building blocks in ",
        " in a connected ",
        " uses tokens for secure access to ",
        " that has been shown by many authors over several years to outperform ",
    ],
)
def test_what_is_not_clear_gives_none(between: str) -> None:
    assert verb_phrase(between) == ""
