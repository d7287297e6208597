"""Fitness in five parts, each 0 to 1, higher is better, kept to 1e-6. Sums run over whole numbers: exact anywhere."""

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from synthesis.core.breeding.genome import Genome, below
from synthesis.core.breeding.materials import MILLION, Materials
from synthesis.core.breeding.pool import Pool
from synthesis.core.breeding.settings import PARTS
from synthesis.core.types import Tree

__all__ = ["PARTS", "Judge", "Novelty", "evidence_of", "features", "readability"]

Fitness = tuple[float, float, float, float, float]
SIZE, DEPTH = (12, 40), (2, 4)
LABEL, LONGEST = 48, 120
BRANCHES = 9


class Judge:
    """Measures genomes of one pool. Every method takes them in any number and answers in their order."""

    def __init__(self, pool: Pool, materials: Materials) -> None:
        self.pool = pool
        self.lengths = [len(node.label) for node in pool.nodes]
        vocabulary = sorted({word for reference in materials.references for word in reference.counts})
        column = {word: place for place, word in enumerate(vocabulary)}
        self.words = np.zeros((len(pool.nodes), len(vocabulary)), dtype=np.int32)
        for row, node in enumerate(pool.nodes):
            for word in materials.words.get(node.label, ()):
                if word in column:
                    self.words[row, column[word]] += 1
        self.papers = []
        for reference in materials.references:
            columns = np.array([column[word] for word in reference.counts], dtype=np.int64)
            counts = np.array(list(reference.counts.values()), dtype=np.int32)
            worth = np.array([reference.worth[word] for word in reference.counts], dtype=np.int64)
            if len(columns):
                self.papers.append((columns, counts, worth, int(counts @ worth)))

    def coverage(self, genomes: Sequence[Genome]) -> npt.NDArray[np.float64]:
        """ROUGE-1 recall of the papers by the labels, weighted by term score, averaged over the papers; (n,).

        For a paper: sum over words w of min(c(w), r(w)) s(w), divided by the sum of r(w) s(w), where r and c count w in
        the paper and in all labels together and s is the best score of a term of the paper that holds w. Of a paper
        without scored terms every word has s = 1, and this is the recall of ROUGE-1 (Lin 2004) itself.
        """
        found = np.zeros(len(genomes))
        if not self.papers:
            return found
        said = np.stack([self.words[list(genome.nodes())].sum(axis=0) for genome in genomes])
        for columns, counts, worth, total in self.papers:
            found += (np.minimum(said[:, columns], counts) @ worth) / total
        return np.round(found / len(self.papers), 6)

    def coherence(self, genomes: Sequence[Genome]) -> npt.NDArray[np.float64]:
        """Mean closeness of the two ends of a tree edge (``pool.near``); 0 for a tree without edges; (n,)."""
        concept, near = self.pool.concept, self.pool.near
        found = np.zeros(len(genomes))
        for row, genome in enumerate(genomes):
            if genome.up:
                ends = [concept[node] for node in genome.up], [concept[node] for node in genome.up.values()]
                found[row] = int(near[ends].sum(dtype=np.int64)) / (len(genome.up) * MILLION)
        return np.round(found, 6)

    def evidence(self, genomes: Sequence[Genome]) -> npt.NDArray[np.float64]:
        """Share of the edges, cross links included, that carry a quote; 0 for a tree without edges; (n,)."""
        concept, quoted, links = self.pool.concept, self.pool.quoted, self.pool.links
        found = np.zeros(len(genomes))
        for row, genome in enumerate(genomes):
            count = len(genome.up) + len(genome.links)
            if genome.up:
                ends = [concept[node] for node in genome.up.values()], [concept[node] for node in genome.up]
                held = int(quoted[ends].sum())
                for source, target in genome.links:
                    pair = sorted((concept[source], concept[target]))
                    known = links.get((pair[0], pair[1]))
                    held += bool(known and known.evidence)
                found[row] = held / count
        return np.round(found, 6)

    def readability(self, genomes: Sequence[Genome]) -> npt.NDArray[np.float64]:
        """See ``readability``; (n,)."""
        return np.array([readability(genome, self.lengths) for genome in genomes])

    def measure(self, genomes: Sequence[Genome], novelty: "Novelty") -> list[Fitness]:
        """All five parts of each genome, in the order of ``PARTS``."""
        new = [novelty.of(features(genome, self.pool.concept)) for genome in genomes]
        columns = (self.coverage(genomes), self.coherence(genomes), self.evidence(genomes), new,
                   self.readability(genomes))  # fmt: skip
        rows = zip(*(map(float, column) for column in columns), strict=True)
        return [(a, b, c, d, e) for a, b, c, d, e in rows]


def evidence_of(tree: Tree) -> float:
    """Share of the edges of a tree that carry a quote, as it stands; 0 for a tree without edges."""
    return round(sum(bool(edge.evidence) for edge in tree.edges) / len(tree.edges), 6) if tree.edges else 0.0


def features(genome: Genome, concept: Sequence[int]) -> frozenset[tuple[int, int]]:
    """What novelty compares: the concepts (number, -1), the tree edges (above, node), the links (-2 - low, high)."""
    found = {(concept[node], -1) for node in genome.nodes()}
    found |= {(concept[above], concept[node]) for node, above in genome.up.items()}
    for source, target in genome.links:
        low, high = sorted((concept[source], concept[target]))
        found.add((-2 - low, high))
    return frozenset(found)


class Novelty:
    """Remembers the parents, and of the earlier children how many had which feature."""

    def __init__(self, parents: Iterable[frozenset[tuple[int, int]]]) -> None:
        self.parents = list(parents)
        self.seen: Counter[tuple[int, int]] = Counter()
        self.children = 0

    def of(self, held: frozenset[tuple[int, int]]) -> float:
        """How far a tree is from all before it: the mean of two distances, each 0 to 1, rounded to 1e-6.

        One is the Jaccard distance to the nearest parent. The other is the distance to the earlier children, averaged
        over all of them: the share of its features that such a child lacks. The first child counts the first alone.
        """
        nearest = min((1 - _shared(held, parent) for parent in self.parents), default=1.0)
        if not self.children:
            return round(nearest, 6)
        met = sum(self.seen[feature] for feature in held)
        return round((nearest + 1 - met / (self.children * len(held))) / 2, 6)

    def add(self, held: frozenset[tuple[int, int]]) -> None:
        """Counts a child among the earlier ones."""
        self.seen.update(held)
        self.children += 1


def _shared(left: frozenset[tuple[int, int]], right: frozenset[tuple[int, int]]) -> float:
    both = len(left & right)
    return both / (len(left) + len(right) - both)


def readability(genome: Genome, lengths: Sequence[int]) -> float:
    """How easily a tree is taken in: the mean of four parts, each 0 to 1, rounded to 1e-6.

    Size: 1 from 12 to 40 nodes, falling to 0 at 0 and 80. Depth: 1 for 2 to 4 levels under the root, falling to 0 at
    0 and 8. Balance: 1 less what the largest branch holds above its equal share of the nodes, and 0 for one branch
    only; above 9 branches it is divided by branches / 9. Labels: 1 up to 48 letters on average, 0 from 120.
    """
    children = below(genome)
    sizes = dict.fromkeys(children, 1)
    depths = {genome.root: 0}
    order = [genome.root]
    for node in order:
        for child in children[node]:
            depths[child] = depths[node] + 1
        order += children[node]
    for node in reversed(order[1:]):
        sizes[genome.up[node]] += sizes[node]
    count, branches = len(order), children[genome.root]
    balance = 0.0
    if len(branches) > 1:
        equal = 1 / len(branches)
        balance = 1 - (max(sizes[node] for node in branches) / (count - 1) - equal) / (1 - equal)
        balance *= min(1.0, BRANCHES / len(branches))
    letters = sum(lengths[node] for node in order) / count
    label = min(1.0, max(0.0, (LONGEST - letters) / (LONGEST - LABEL)))
    return round((_inside(count, *SIZE) + _inside(max(depths.values()), *DEPTH) + balance + label) / 4, 6)


def _inside(value: int, low: int, high: int) -> float:
    """1 from ``low`` to ``high``, falling in a line to 0 at 0 and at twice ``high``."""
    if value < low:
        return value / low
    return max(0.0, min(1.0, (2 * high - value) / high))
