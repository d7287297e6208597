"""Parents to breed from: trees as hypothesis draws them, over few labels so that they share concepts, and real ones."""

import re

from hypothesis import strategies as st

from synthesis.core.breeding import Materials, gather
from synthesis.core.breeding.genome import Genome, below, under
from synthesis.core.breeding.pool import Pool
from synthesis.core.inputs import TermInput
from synthesis.core.merging import merge
from synthesis.core.trees import classic_tree
from synthesis.core.types import Evidence, Node, Tree, tree_id
from tests.synthesis.core.samples import PAPERS
from tests.synthesis.core.strategies import trees

LABELS = (
    "Dask", "MPI", "MPI / Dask", "GPU cluster", "GPU clusters", "deep learning", "Message passing", "robots",
    "visual programming", "robot education", "decentralized optimization", "neural network", "the", "UCX", "",
)  # fmt: skip


# Few, so that parents share ids and quotes, and since drawing letters one by one would take most of the time.
NAMES = ("o1", "x", "A-b.c", "1", "_", "n2", "n3", "n4", "n5", "n6", "n7")
QUOTES = (
    Evidence("2101.00001", 1, "title", 0, 8, "MPI4Dask"),
    Evidence("2101.00001", 1, "abstract", 0, 4, "Dask"),
    Evidence("2101.00002", None, "given_terms", 0, 3, "MPI"),
)


def words(text: str) -> list[str]:
    """Tokens as ROUGE counts them."""
    return re.findall(r"[a-z0-9]+", text.lower())


def neighbours(of: str = "dask") -> dict[str, list[Node]]:
    """A neighbour for one concept."""
    return {of: [Node("n-ray", "Ray", "concept", ("2101.00001",), weight=0.5)]}


@st.composite
def pools(draw: st.DrawFn) -> Pool:
    """The pool of two or three different trees and a neighbour of "dask"."""
    one = trees(
        max_nodes=9, text=st.sampled_from(LABELS), names_of=st.sampled_from(NAMES), quotes=st.sampled_from(QUOTES)
    )
    many = st.lists(one, min_size=2, max_size=3, unique_by=lambda tree: tree_id(tree))
    parents = draw(many)
    return Pool(parents, gather(parents, PAPERS[:2], words=words, neighbours=neighbours()))


def parents() -> list[Tree]:
    """A merged tree and three paper trees of the sample papers."""
    found = [merge(PAPERS, title="Samples").tree]
    for paper in PAPERS[:6:2]:
        named = _terms(paper.abstract)
        terms = [TermInput(text, text, round(1 - place / 10, 6)) for place, text in enumerate(named)]
        found.append(classic_tree(paper, terms))
    return found


def _terms(text: str) -> list[str]:
    known = ("message passing", "mpi", "dask", "gpu clusters", "deep learning", "decentralized optimization", "server",
             "distributed computing", "deep neural networks", "theory", "stochastic gradient descent")  # fmt: skip
    return [term for term in known if term in text.lower()][:6]


def materials(trees_: list[Tree]) -> Materials:
    """What the sample papers say of these trees."""
    return gather(trees_, PAPERS, words=words, neighbours=neighbours())


def is_tree(genome: Genome) -> bool:
    """Whether every node hangs, by ups that are there, under the root."""
    if genome.root in genome.up or any(above not in genome.nodes() for above in genome.up.values()):
        return False
    return sorted(under(below(genome), genome.root)) == sorted(genome.nodes())
