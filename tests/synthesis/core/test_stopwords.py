"""What names something and what does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from snowballstemmer.english_stemmer import EnglishStemmer

from synthesis.core import lexicon
from synthesis.core.stopwords import is_nounlike, is_stop_term, normal_form, stem, verb_forms

STOPPED = ("is", "we", "which", "two", "using", "by", "1", "2", "respectively", "s", "those using", "and parameters",
           "based on", "on the", "the prover", "we propose", "s opencl", "opencl for", "such as", "results", "approach",
           "proposed method", "new approach", "", "  ", "-", "42", "3.5x", "significantly")  # fmt: skip
KEPT = ("mpi4dask", "dask", "deep learning", "replay buffer", "gpu", "c++", "3d vision", "distributed training",
        "computational capacity", "sycl-dnn")  # fmt: skip


@pytest.mark.parametrize("text", STOPPED)
def test_words_without_a_thing_are_stop_terms(text: str) -> None:
    assert is_stop_term(text)


@pytest.mark.parametrize("text", KEPT)
def test_names_and_phrases_are_none(text: str) -> None:
    assert not is_stop_term(text)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("GPUs", "gpu"),
        ("Neural Networks", "neural network"),
        ("data-sets", "data set"),
        ("parallelisation", "parallelization"),
        ("optimised behaviours", "optimized behavior"),
        ("matrices", "Matrix"),
        ("policies", "policy"),
        ("ﬁle", "file"),
        ("Moore’s law", "Moore law"),
    ],
)
def test_variants_share_a_normal_form(left: str, right: str) -> None:
    assert normal_form(left) == normal_form(right)


@pytest.mark.parametrize("word", ["status", "analysis", "bus", "physics", "process", "noise", "exercise", "supervised"])
def test_words_that_only_look_folded_stay(word: str) -> None:
    assert normal_form(word) == word


@given(st.text(max_size=30))
def test_a_normal_form_is_its_own(text: str) -> None:
    once = normal_form(text)
    assert normal_form(once.upper()) == normal_form(once)
    assert once == once.casefold()


def test_forms_of_verbs() -> None:
    assert verb_forms("use") == ("use", "uses", "used", "using")
    assert verb_forms("apply")[1:] == ("applies", "applied", "applying")
    assert "outperforms" in verb_forms("outperform")
    assert "matching" in verb_forms("match")


def test_adjectives_and_participles_end_no_phrase() -> None:
    assert not any(is_nounlike(word) for word in ("nonlinear", "efficient", "distributed", "heterogeneous", "formal"))
    assert all(is_nounlike(word) for word in ("logic", "learning", "environment", "gradient", "network", "signal"))


def test_every_word_list_is_sorted_and_holds_no_word_twice() -> None:
    for name in ("FUNCTION_WORDS", "WEAK_ADJECTIVES", "VERBS", "IRREGULAR_FORMS", "NOUN_FORMS", "VAGUE_NOUNS",
                 "PLAIN_WORDS", "NOUN_GERUNDS", "NOUNS_LIKE_ADJECTIVES", "PROPER_NAMES"):  # fmt: skip
        words = getattr(lexicon, name).split()
        assert words == sorted(set(words)), name


def test_the_quick_stemmer_gives_the_stems_of_the_plain_one() -> None:
    plain = EnglishStemmer()
    bases = (lexicon.VERBS + lexicon.VAGUE_NOUNS + lexicon.PLAIN_WORDS + lexicon.NOUNS_LIKE_ADJECTIVES).split()
    words = sorted({*bases, *(form for base in bases[:300] for form in verb_forms(base)), "naïve", "x86", "c++", "ℓ1"})
    assert len(words) > 1000
    assert [stem(word) for word in words] == [plain.stemWord(word) for word in words]
