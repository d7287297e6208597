"""The ten topics: every fact stands in the notes, word for word, and rows follow the definition."""

from __future__ import annotations

import pytest

from compute.models import Organization, Skill, SkillStatement, Topic
from compute.services import notes_store
from compute.topics import NotInTheNotes, definition, slug_of
from compute.topics.definition import FOLDER, read
from jobs.models import OutboxRow

NOTES = (FOLDER / "notes.md").read_text(encoding="utf-8")
READING = (FOLDER / "topics.toml").read_text(encoding="utf-8")


def test_the_ten_topics_stand_in_the_notes_order():
    topics = definition().topics
    assert [one.number for one in topics] == list(range(1, 11))
    assert [one.title for one in topics][:4] == [
        "Python",
        "High Performance Computing (HPC)",
        "GPU/TPU/Hardware",
        "ML/LLM/Transformers",
    ]
    assert topics[2].urls == ("https://developer.nvidia.com/", "https://huggingface.co/GPUModelSpotlight")
    assert all(one.terms and one.summary for one in topics)


def test_every_quote_stands_in_its_line():
    lines = NOTES.splitlines()
    defined = definition()
    quotes = [quote for one in defined.topics for quote in (*one.said, *(centre.quote for centre in one.centres))]
    quotes += [quote for one in defined.demands for quote in one.quotes]
    assert len(quotes) > 50
    for quote in quotes:
        assert quote.text in lines[quote.line - 1]
    for one in defined.organizations.values():
        assert all(text in lines[one.line - 1] for text in (one.name, one.focus, one.words))


def test_ranks_are_only_what_a_numbered_line_gives():
    found = {(one.organization, one.skill): one.rank for one in definition().demands}
    assert {key: rank for key, rank in found.items() if rank == 5} == {
        ("nvidia", "c-plus-plus"): 5,
        ("openai", "c-plus-plus"): 5,
        ("nvidia", "sql"): 5,
        ("openai", "sql"): 5,
        ("anthropic", "ui-react-js"): 5,
        ("hugging-face", "open-source"): 5,
    }
    assert found["openai", "python"] is None
    for one in definition().demands:
        if one.rank is not None:
            assert any(line.startswith(f"{one.rank}. ") and one.quotes[0].text in line for line in NOTES.splitlines())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('quotes = ["All four orgs favor Pytorch."]', 'quotes = ["All four orgs favor JAX."]'),
        ('quotes = ["All four orgs favor Pytorch."]', 'quotes = [""]'),
        ('urls = ["https://developer.nvidia.com/"]', 'urls = ["https://example.org/"]'),
    ],
)
def test_what_the_notes_do_not_say_is_refused(before, after):
    assert before in READING
    with pytest.raises(NotInTheNotes):
        read(NOTES, READING.replace(before, after))


def test_names_lead_to_one_slug():
    defined = definition()
    assert defined.slug("skill", "K8s") == defined.slug("skill", "Kubernetes/KEDA") == "kubernetes-keda"
    assert defined.slug("organization", "HuggingFace") == "hugging-face"
    assert defined.slug("skill", "C#") == slug_of("C#") == "c-sharp" != slug_of("C++")


@pytest.mark.django_db
def test_rows_follow_the_definition_and_a_second_time_changes_nothing():
    assert notes_store() is True
    assert Topic.objects.count() == 10
    assert set(Organization.objects.values_list("name", "place")) == {
        ("NVIDIA", 1), ("OpenAI", 2), ("Anthropic", 3), ("Hugging Face", 4),
    }  # fmt: skip
    assert Skill.objects.get(slug="python").topic_id == 1
    assert SkillStatement.objects.count() == len(definition().demands)
    told = OutboxRow.objects.filter(topic="demand.changed")
    assert {"topic:1", "organization:nvidia", "skill:sql"} <= set(told.values_list("key", flat=True))
    told.delete()
    assert notes_store() is False
    assert not told.exists()


@pytest.mark.django_db
def test_what_differs_is_put_right_and_told_and_the_rest_is_left_alone():
    notes_store()
    OutboxRow.objects.all().delete()
    Topic.objects.filter(number=3).update(summary="Other words.")
    SkillStatement.objects.filter(organization="openai", skill="python").update(rank=1)
    SkillStatement.objects.create(organization_id="anthropic", skill_id="sql", rank=2)
    Organization.objects.create(slug="somebody", name="Somebody")
    assert notes_store() is True
    assert Topic.objects.get(number=3).summary != "Other words."
    assert SkillStatement.objects.get(organization="openai", skill="python").rank is None
    assert not SkillStatement.objects.filter(organization="anthropic", skill="sql").exists()
    assert Organization.objects.filter(slug="somebody").exists()
    keys = set(OutboxRow.objects.values_list("key", flat=True))
    assert keys == {"topic:3", "organization:openai", "organization:anthropic"}
