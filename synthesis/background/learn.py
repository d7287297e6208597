"""Learns the background's table from a metadata snapshot, the same one every time but for the last digits of a vector.

    python -m synthesis.background.learn SNAPSHOT.jsonl.gz synthesis/background/words.npz

Kinship is that of Levy and Goldberg (2014): positive pointwise mutual information of two stems over papers, its matrix
brought down to 64 dimensions by singular values. A quarter of the snapshot is left unread, so that benchmarks can take
their papers from it.
"""

from __future__ import annotations

import argparse
import gzip
import json
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.linalg import svds

from papers.text import canonical
from synthesis.core.reading import tokens
from synthesis.core.stopwords import is_breaker, is_vague, stem

FEWEST = 8
# A stem in more than this share of the papers is akin to none in particular.
COMMON = 0.2
TOGETHER = 2
DIMENSIONS = 64
QUARTERS = 4


def is_unread(paper_id: str) -> bool:
    """Whether a paper of that id belongs to the quarter that nothing is learned from."""
    return zlib.crc32(paper_id.encode()) % QUARTERS == 0


def main() -> None:
    """Reads the snapshot, writes the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("snapshot", type=Path)
    parser.add_argument("table", type=Path)
    arguments = parser.parse_args()
    papers = list(stems_of_papers(arguments.snapshot))
    counts = Counter(word for held in papers for word in held)
    words = sorted(word for word, count in counts.items() if count >= FEWEST)
    spread = np.array([counts[word] for word in words], np.int32)
    np.savez_compressed(
        arguments.table,
        words=np.array(" ".join(words)),
        total=np.array(len(papers)),
        spread=spread,
        vectors=kinship(papers, words, spread),
    )


def stems_of_papers(path: Path) -> Iterator[set[str]]:
    """The telling stems of title and abstract, paper by paper, but for the quarter left unread."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if is_unread(str(record["id"])):
                continue
            found = tokens(canonical(f"{record['title']} . {record['abstract']}"))
            split = (word for token in found if not token.breaks for word in token.folded.split())
            yield {stem(word) for word in split if len(word) > 2 and not is_breaker(word) and not is_vague(word)}


def kinship(papers: Sequence[set[str]], words: Sequence[str], spread: NDArray[np.int32]) -> NDArray[np.int8]:
    """Unit vectors times 127 of the words, int8 (words, 64); zeros for words in too many papers."""
    chosen = np.flatnonzero(spread <= COMMON * len(papers))
    place = {words[row]: number for number, row in enumerate(chosen.tolist())}
    held = [sorted(place[word] for word in paper if word in place) for paper in papers]
    columns = np.array([number for row in held for number in row])
    starts = np.cumsum([0, *(len(row) for row in held)])
    table = csr_matrix((np.ones(len(columns)), columns, starts), shape=(len(papers), len(chosen)))
    both = (table.T @ table).tocoo()
    keep = (both.row != both.col) & (both.data >= TOGETHER)
    left, right = both.row[keep], both.col[keep]
    told = np.log(both.data[keep] * len(papers) / (spread[chosen][left].astype(float) * spread[chosen][right]))
    positive = told > 0
    matrix = csr_matrix((told[positive], (left[positive], right[positive])), shape=both.shape)
    axes, values, _ = svds(matrix, k=DIMENSIONS, v0=np.ones(matrix.shape[0]))
    found = axes * np.sqrt(values)
    lengths = np.linalg.norm(found, axis=1, keepdims=True)
    unit = np.divide(found, lengths, out=np.zeros_like(found), where=lengths > 0)
    vectors = np.zeros((len(words), DIMENSIONS), np.int8)
    vectors[chosen] = np.rint(127 * unit).astype(np.int8)
    return vectors


if __name__ == "__main__":
    main()
