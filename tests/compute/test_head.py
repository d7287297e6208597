"""The shipped head: it loads, is small, and says of a text the same whatever stands beside it."""

import torch

from compute.batching import batches
from compute.extraction.head import WEIGHTS, TunedBlock, get_head
from compute.tokens import rows, tokenize
from compute.trunk import HIDDEN, get_trunk

TEXTS = [
    "Sparse attention for long documents. We study sparse attention on graphics processing units.",
    "Message passing interface. " * 12,
]


def views(texts: list[str], budget: int) -> dict[int, torch.Tensor]:
    head = get_head()
    found = {}
    todo = list(rows(tokenize(texts), whole=True))
    with torch.inference_mode():
        for batch in batches(get_trunk(), todo, taps=head.taps, budget=budget):
            for row, values in zip(batch.rows, head(batch.states, batch.mask), strict=True):
                found[row.text] = values[row.own]
    return found


def test_the_weights_are_under_twelve_megabytes():
    assert WEIGHTS.stat().st_size < 12_000_000


def test_it_is_deterministic():
    first, second = views(TEXTS, 4096), views(TEXTS, 4096)
    assert all(torch.equal(first[number], second[number]) for number in range(len(TEXTS)))


def test_padding_changes_nothing():
    together, alone = views(TEXTS, 4096), views(TEXTS, 1)
    for number in range(len(TEXTS)):
        torch.testing.assert_close(together[number], alone[number], atol=2e-4, rtol=1e-4)


def test_it_wants_one_layer_of_the_trunk_and_no_gradient():
    head = get_head()
    assert len(head.taps) == 1
    assert not any(weight.requires_grad for weight in head.parameters())
    assert not head.training


def test_the_tuned_layer_drops_some_numbers_in_training_alone():
    block, x = TunedBlock(), torch.randn(2, 5, HIDDEN)
    assert not torch.equal(block.train()(x), block(x))
    assert torch.equal(block.eval()(x), block(x))
