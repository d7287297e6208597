"""Terms of many papers become concepts, and every join says why."""

from synthesis.core.corpus import gather
from synthesis.core.evidence import field_text, verify
from synthesis.core.inputs import PaperInput
from synthesis.core.resolution.definitions import acronyms
from synthesis.core.stopwords import is_stop_term
from tests.synthesis.core.samples import BARE, PAPERS


def test_an_acronym_is_read_where_the_text_spells_it_out() -> None:
    text = "We use a deep neural network (DNN) and Message Passing Interface (MPI) calls, but NOT (see Table)."
    assert [(long, short) for long, short, _, _ in acronyms(text)] == [
        ("deep neural network", "DNN"),
        ("Message Passing Interface", "MPI"),
    ]


def test_acronym_and_long_form_become_one_concept_with_the_sentence_as_evidence() -> None:
    corpus = gather(PAPERS)
    concept = next(c for c in corpus.concepts if "deep neural network" in c.forms)
    assert "dnn" in concept.forms
    assert set(concept.scores) == {"2101.00004", "2101.00005"}
    join = next(j for j in corpus.joins if j.rule == "acronym")
    paper = corpus.papers[corpus.rows[join.evidence[0].arxiv_id]]
    assert verify(join.evidence[0], field_text(paper, join.evidence[0].field))
    assert "(DNNs)" in join.evidence[0].quote


def test_spelling_variants_meet() -> None:
    papers = [
        PaperInput("a", 1, "Smartphone sensors", "Smartphone sensors help. Parallelised neural coding runs."),
        PaperInput("b", 1, "Smart phone sensors", "Smart phone sensors help. Parallelized neural coding runs."),
        PaperInput("c", 1, "Smart-phone sensor", "A smart-phone sensor helps; parallelizing neural codings."),
    ]
    corpus = gather(papers)
    phone = [c for c in corpus.concepts if "smart phone sensor" in c.forms]
    assert len(phone) == 1
    assert set(phone[0].scores) == {"a", "b", "c"}
    assert "smartphone sensor" in phone[0].forms
    assert "spelling" in {join.rule for join in corpus.joins}
    coded = next(c for c in corpus.concepts if "parallelized neural coding" in c.forms)
    assert {"a", "b"} <= set(coded.scores)


def test_no_concept_is_a_stop_term_and_every_mention_reads_as_one_of_its_forms() -> None:
    corpus = gather([*PAPERS, BARE])
    assert corpus.concepts
    for concept in corpus.concepts:
        assert not is_stop_term(concept.label), concept.label
        for key, spans in concept.mentions.items():
            paper = corpus.papers[corpus.rows[key]]
            assert all(field_text(paper, span.field)[span.start : span.end].strip() for span in spans)


def test_given_terms_of_a_paper_without_text_count_when_they_name_something() -> None:
    corpus = gather([*PAPERS, BARE])
    given = {term for concept in corpus.concepts for term in concept.given.values()}
    assert given == {"deep learning"}
    assert any(concept.label == "replay buffers" for concept in corpus.concepts)
