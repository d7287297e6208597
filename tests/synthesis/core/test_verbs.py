"""Labels of links: the verb a sentence puts between two things."""

import pytest

from synthesis.core.verbs import compound_phrase, turned, verb_phrase


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


@pytest.mark.parametrize(
    ("between", "label"),
    [
        (") have been widely deployed for ", "deployed for"),
        (" (CNNs) are widely used in ", "used in"),
        (" deployed on graphics units (", "deployed on"),
        (" allows a user to easily accelerate ", "accelerates"),
        (" (see Fig. 2) outperforms (on average) ", ""),
        (" for fast Fourier transform ", ""),
        (" and related edge computing ", ""),
    ],
)
def test_brackets_of_acronyms_and_what_is_allowed_are_read_over(between: str, label: str) -> None:
    assert verb_phrase(between) == label


def test_a_participle_speaks_of_what_comes_after_it() -> None:
    assert compound_phrase("-based ") == compound_phrase(" based ") == "based on"
    assert compound_phrase(" accelerated ") == "accelerated by"
    assert compound_phrase(" and ") == compound_phrase(" based on ") == ""


@pytest.mark.parametrize(
    ("phrase", "other"),
    [("uses", "used by"), ("builds", "built by"), ("controls", "controlled by"), ("outperforms", "outperformed by")],
)
def test_a_phrase_can_be_said_of_the_other_of_the_two(phrase: str, other: str) -> None:
    assert turned(phrase) == other
    assert turned(other) == phrase


def test_what_cannot_be_turned_is_left() -> None:
    assert turned("based on") == turned("deployed to") == turned("seen together") == ""
