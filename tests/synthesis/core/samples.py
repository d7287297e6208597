"""Small collections for the tests of the merge: real sentences cut short, no more than each test needs."""

from synthesis.core.evidence import field_text, verify
from synthesis.core.inputs import PaperInput, TermInput
from synthesis.core.types import Evidence

TEXTS = {
    "2101.00001": (
        "MPI4Dask: Communication for Dask",
        "Dask is a distributed computing framework. MPI4Dask outperforms UCX on GPU clusters. Message "
        "passing over MPI serves deep learning too.",
    ),
    "2101.00002": (
        "Benchmarks for message passing in Python",
        "We measure message passing with MPI libraries in Python. MPI libraries scale on GPU clusters. "
        "Message passing is fast.",
    ),
    "2101.00003": (
        "Message passing on GPU clusters",
        "GPU clusters need message passing. MPI libraries accelerate distributed computing on GPU clusters.",
    ),
    "2101.00004": (
        "Decentralized optimization",
        "Decentralized optimization trains deep neural networks (DNNs) without a server. Decentralized "
        "optimization converges for deep learning.",
    ),
    "2101.00005": (
        "Parallel optimization of deep neural networks",
        "Deep neural networks are trained by parallel optimization. Decentralized optimization is one "
        "way. DNNs need deep learning frameworks.",
    ),
    "2101.00006": (
        "Stochastic decentralized optimization",
        "Stochastic gradient descent and decentralized optimization share a theory. Deep learning uses "
        "stochastic gradient descent.",
    ),
    "2101.00007": (
        "Visual programming for mobile robots",
        "Visual programming teaches mobile robots. Robot education needs visual programming tools for mobile robots.",
    ),
    "2101.00008": (
        "Mobile robots in robot education",
        "Mobile robots serve robot education. Visual programming lowers the entry for robot education.",
    ),
    "2101.00009": (
        "Robot education with visual languages",
        "A visual programming language for mobile robots. Robot education gains from mobile robots.",
    ),
}

PAPERS = [PaperInput(key, 1, title, abstract) for key, (title, abstract) in TEXTS.items()]
GIVEN = ("we", "replay buffer", "deep learning", "we propose")
BARE = PaperInput(
    "local:0123456789ab",
    None,
    "Replay buffers for parallel actors",
    terms=tuple(TermInput(text, text, 1.0, (), "given") for text in GIVEN),
)


def reads_again(quote: Evidence, papers: list[PaperInput]) -> bool:
    """Whether the quote stands in its paper where it says."""
    paper = next(paper for paper in papers if paper.key == quote.arxiv_id)
    if quote.field == "given_terms":
        return quote.version is None and quote.quote in [term.text for term in paper.terms]
    return quote.version == paper.version and verify(quote, field_text(paper, quote.field))
