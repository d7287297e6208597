"""The encoder: the same vectors as sentence-transformers, whatever the batches; no network."""

import socket

import numpy as np
import pytest
import torch
from sentence_transformers import SentenceTransformer

from compute import batching, encoder
from compute.batching import batches
from compute.extraction.identity import ALIASES, BUNDLED
from compute.tokens import OVERLAP, WINDOW, rows, tokenize
from compute.trunk import get_trunk, model_folder, pool

TEXTS = [
    "",
    "word",
    "Message passing interface (MPI) on GPUs.\nWe overlap communication with computation.",
    "Étude de Poincaré: naïve Bayes, 東京 and 🙂 in $O(n \\log n)$ time",
    "graph neural networks " * 200,
    "a b c " * 90,
]


@pytest.fixture(scope="module")
def reference():
    model = SentenceTransformer(str(model_folder()), device="cpu", local_files_only=True)
    return model.encode(TEXTS, batch_size=4)


@pytest.fixture
def no_network(monkeypatch):
    def refuse(*_):
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def test_the_vectors_are_those_of_sentence_transformers(reference, no_network, settings):
    settings.DEVICE = "cpu"
    found = encoder.MiniLM(get_trunk()).encode(TEXTS)
    assert found.dtype == np.float32
    assert np.abs(found - reference).max() < 1e-5
    assert np.allclose(np.linalg.norm(found, axis=1), 1, atol=1e-6)


@pytest.mark.parametrize("budget", [1, 300, 100_000])
def test_batches_change_nothing(budget, reference):
    found = np.empty_like(reference)
    seen = []
    for batch in batches(get_trunk(), list(rows(tokenize(TEXTS), whole=False)), budget=budget):
        numbers = [row.text for row in batch.rows]
        seen += numbers
        found[numbers] = pool(batch.states[6], batch.mask).numpy()
    assert sorted(seen) == list(range(len(TEXTS)))
    assert np.abs(found - reference).max() < 1e-5


def test_a_batch_beyond_the_memory_is_cut_until_it_fits(monkeypatch, reference):
    sizes = []
    run = batching._run

    def small(trunk, chosen, taps):
        sizes.append(len(chosen))
        if len(chosen) > 2:
            raise torch.OutOfMemoryError("no room")
        return run(trunk, chosen, taps)

    monkeypatch.setattr(batching, "_run", small)
    found = encoder.MiniLM(get_trunk()).encode(TEXTS)
    assert max(sizes) > 2
    assert np.abs(found - reference).max() < 1e-5


def test_one_row_beyond_the_memory_is_an_error(monkeypatch):
    def never(*_):
        raise torch.OutOfMemoryError("no room")

    monkeypatch.setattr(batching, "_run", never)
    with pytest.raises(torch.OutOfMemoryError):
        encoder.MiniLM(get_trunk()).encode(["word"])


def test_windows_cover_a_long_text_once_and_begin_as_the_embedding_does():
    tokens = tokenize([" ".join(f"w{number}" for number in range(400))])
    found = list(rows(tokens, whole=True))
    assert [row.window for row in found] == list(range(len(found)))
    assert len(found) > 2
    assert len(found[0].ids) == WINDOW + 2
    kept = np.concatenate([row.ids[row.own] for row in found])
    assert (kept == tokens[0].ids).all()
    for row in found[1:]:
        assert row.keep[0] - row.start == OVERLAP
        assert len(row.ids) <= WINDOW + 2
    assert [len(row.ids) for row in rows(tokens, whole=False)] == [WINDOW + 2]


def test_offsets_are_code_points():
    text = "🙂 naïve Erdős graphs"
    (tokens,) = tokenize([text])
    assert "graphs" in [text[start:end] for start, end in tokens.offsets]


def test_half_precision_stays_near(reference):
    # A CPU is slow at it, so the long ones are left out.
    found = encoder.MiniLM(get_trunk("cpu", torch.float16)).encode(TEXTS[:4])
    assert ((found * reference[:4]).sum(1) > 0.999).all()


def test_a_named_model_is_loaded_from_its_folder(settings, no_network, reference):
    settings.DEVICE = "cpu"
    named = encoder.Named(str(model_folder()), "cpu")
    assert named.dim == 384
    assert np.abs(named.encode(TEXTS) - reference).max() < 1e-5


def test_a_model_that_is_not_here_gets_a_sentence(settings, no_network):
    settings.DEVICE, settings.ENCODER = "cpu", "nobody/no-such-model"
    with pytest.raises(encoder.EncoderMissing, match=r"ENCODER=nobody/no-such-model: no such model on this machine"):
        encoder.get_encoder.__wrapped__()


@pytest.mark.parametrize("name", sorted(ALIASES))
def test_every_name_of_the_bundled_model_means_the_wheel(name, settings, no_network):
    settings.DEVICE, settings.ENCODER = "cpu", name
    found = encoder.get_encoder.__wrapped__()
    assert isinstance(found, encoder.MiniLM)
    assert found.name == BUNDLED
