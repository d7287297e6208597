"""Trees and labels as hypothesis draws them."""

from hypothesis import strategies as st

from synthesis.core.checks import ID_PATTERN, valid_id
from synthesis.core.types import EDGE_BASES, NODE_KINDS, Edge, Evidence, Node, Tree

NASTY = (
    "", " ", "  ", "end", "END", "1. x", "- x", "* x", "+ x", "# head", "> quote", "%% c", "%%{init: {}}%%",
    "%%{init", "<script>alert(1)</script>", "<br>", "<br/>", "&lt;br&gt;", "#quot;", "#35;", "#38;quot;",
    "&amp;", "&copy", "A & B", "AT&T", '"q"', '"', "`code`", "`", "```x```", "**b** _i_ ~~s~~", "a\nb", "\n",
    "a\\nb", "\\", "$$x^2$$", "fa:fa-car x", "style a:#fff;", "classDef x:#fff; y", "[x]", "{x}", "(x)",
    "((x))", "|x|", "a --> b", "a -.-> b", "---", "subgraph", "مرحبا world", "\u202eabc",
    "\U0001f600\U0001f469\u200d\U0001f52c", "e\u0301", "\ufb02\xb0\xb060\xb6\xdf", "\ufb02\xb0lt\xb6\xdf",
    "\x00\x01\x1b", "\t", "\xa0x\u2028%% y", "x" * 300, "word " * 60, "javascript:alert(1)",
    "https://a.b/c?d=e#f", "click me", "</style>", "<!-- c -->", "'", "::: x", "a;b",
    "100% / (2^3) = x_1 @ home!?", "\ue000", "&#60;", "& ", "&\n", "&#x3c;", '=" "', '<a b="c">',
)  # fmt: skip

some = st.lists(st.sampled_from(NASTY), max_size=3).map("".join)
labels = st.one_of(st.sampled_from(NASTY), st.text(max_size=40), some)
ids = st.one_of(
    st.from_regex(ID_PATTERN, fullmatch=True).filter(valid_id), st.sampled_from(["o1", "x", "A-b.c", "1", "_"])
)
numbers = st.floats(min_value=0, max_value=1e6, allow_nan=False)


@st.composite
def evidences(draw: st.DrawFn) -> Evidence:
    start = draw(st.integers(0, 50))
    quote = draw(st.text(min_size=1, max_size=10))
    version = draw(st.none() | st.integers(1, 9))
    field = draw(st.sampled_from(["title", "abstract", "given_terms"]))
    return Evidence("2101.08878", version, field, start, start + len(quote), quote)


@st.composite
def trees(
    draw: st.DrawFn,
    max_nodes: int = 9,
    text: st.SearchStrategy[str] = labels,
    names_of: st.SearchStrategy[str] = ids,
    quotes: st.SearchStrategy[Evidence] | None = None,
) -> Tree:
    """Any valid tree: random parents, random cross links of every basis, into the root and against the tree too."""
    names = draw(st.lists(names_of, min_size=1, max_size=max_nodes, unique=True))
    facts = st.lists(evidences() if quotes is None else quotes, max_size=2).map(tuple)
    nodes = [
        Node(name, draw(text), draw(st.sampled_from(NODE_KINDS)), evidence=draw(facts), weight=draw(numbers))
        for name in names
    ]
    edges = [
        Edge(names[draw(st.integers(0, place - 1))], name, "tree", draw(text), weight=draw(numbers))
        for place, name in enumerate(names)
        if place
    ]
    pairs = draw(st.lists(st.tuples(st.sampled_from(names), st.sampled_from(names)), max_size=4, unique=True))
    edges += [
        Edge(a, b, "cross", draw(text), draw(facts), basis=draw(st.sampled_from(EDGE_BASES)))
        for a, b in pairs
        if a != b
    ]
    order = draw(st.permutations(nodes))
    return Tree(draw(text), names[0], tuple(order), tuple(draw(st.permutations(edges))), "merged", "")
