"""The report format of the owner's notes: read with its repetitions, written so that it reads back the same.

A report block of one paper, and for a paper with an abstract a second block under `🔎 Research Papers`:

    📄 Title                                        📄 Title
    Authors: A, B and C                             ### 21 Jan 2021 | Title — Arxiv Link
    Date: ### 21 Jan 2021                           PDF Link: https://arxiv.org/pdf/2101.08878
    Word Count (Title): 7 | Word Count (Summary): 277   Authors: A, B and C
    Links: Abstract | PDF
    High Info Terms: a, b                           The abstract, closed by a rule. ---------------
    ROUGE Score: 5.42%
    Mermaid Graph of Key Concepts
    flowchart TD ...
"""

from __future__ import annotations

import dataclasses
import re
from datetime import UTC, datetime

from papers.keys import local_key, split_version
from papers.sources.errors import BadRecord, Problem, SourceTooLarge
from papers.sources.escapes import split_names
from papers.sources.record import GivenReport, Parsed, SourceRecord
from papers.text import canonical

MAX_CHARACTERS = 64 * 1024 * 1024
RULE = "-" * 15
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_TITLE = re.compile(r"[#*>\s]*📄\s*(.*)")
_SECTION = re.compile(r"[#*>\s]*(?:🔎|🎤)")
_LABEL = re.compile(
    r"[*#>\s]*(Authors|Date|Word Count \(Title\)|Links|PDF Link|High Info Terms|ROUGE Score|Categories"
    r"|Primary Category|DOI|Journal|Comment|Published|Updated)\**:\**\s*(.*)"
)
_HEADLINE = re.compile(r"###\s*([^|]*)\|")
CHART = re.compile(r"\s*(?:flowchart|graph)\s+(?:TD|TB|BT|LR|RL)\b")
_FENCE = re.compile(r"\s*(`{3,})mermaid\s*")
_LINK = re.compile(r"arxiv\.org/(?:abs|pdf)/([^\s)|\]>]+)")
_COUNTS = re.compile(r"\s*(\d{1,9})?[^|]*(?:\|[^:|]*:\s*(\d{1,9}))?")


@dataclasses.dataclass
class _Block:
    """One 📄 block while it is read: its labelled values, its diagram and its abstract."""

    title: str
    line: int
    values: dict[str, str] = dataclasses.field(default_factory=dict)
    mermaid: str = ""
    abstract: str = ""


def parse_report(text: str) -> Parsed:
    """Every paper of a report, blocks of one title and first author being one paper, in order of first appearance.

    Terms, counts, the ROUGE score and the diagram are taken as given. A block that cannot be a paper is a problem
    with its line. Raises `SourceTooLarge` above 64 Mi characters.
    """
    if len(text) > MAX_CHARACTERS:
        raise SourceTooLarge(f"The report has {len(text):,} characters; at most {MAX_CHARACTERS:,} are read at once.")
    papers = _Papers()
    problems: list[Problem] = []
    for block in _blocks(text):
        if canonical(block.title):
            papers.add(block)
        else:
            problems.append(Problem(f"Line {block.line}: a paper without a title.", block.line))
    records = []
    for block in papers.blocks:
        try:
            records.append(_record(block))
        except BadRecord as error:
            problems.append(Problem(f"Line {block.line}: {error}", block.line, block.title))
    if not papers.blocks and not problems:
        problems.append(Problem("No paper was found: a paper begins with a line “📄 Title”."))
    return Parsed(tuple(records), tuple(problems))


class _Papers:
    """Blocks by paper: those of one title and first author are one, unless their arXiv ids differ."""

    def __init__(self) -> None:
        self.blocks: list[_Block] = []
        self._known: dict[tuple[str, str], _Block] = {}

    def add(self, block: _Block) -> None:
        local = local_key(block.title, split_names(block.values.get("Authors", "")))
        arxiv_id = _arxiv_id(block)[0] or ""
        # A block without a link belongs to the first of its title; that one takes the first link it meets.
        known = self._known.get((local, arxiv_id)) or self._known.get((local, "unlinked"))
        if known is None:
            self.blocks.append(block)
            known = block
        else:
            known.values = block.values | known.values
            known.mermaid = known.mermaid or block.mermaid
            known.abstract = known.abstract or block.abstract
        self._known.setdefault((local, ""), known)
        self._known.setdefault((local, arxiv_id), known)
        if _arxiv_id(known)[0]:
            self._known.pop((local, "unlinked"), None)
        else:
            self._known[local, "unlinked"] = known


def _blocks(text: str) -> list[_Block]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    blocks: list[_Block] = []
    position = 0
    while position < len(lines):
        line = lines[position]
        position += 1
        title = _TITLE.match(line)
        if title:
            blocks.append(_Block(title[1], position))
        elif blocks:
            position = _take(blocks[-1], lines, position)
    return blocks


def _take(block: _Block, lines: list[str], position: int) -> int:
    """Reads what begins at line `position - 1` into the block and returns the next position."""
    line = lines[position - 1]
    label = _LABEL.match(line)
    headline = _HEADLINE.match(line)
    fence = _FENCE.fullmatch(line)
    if fence:
        end = next((at for at in range(position, len(lines)) if lines[at].strip() == fence[1]), len(lines))
        block.mermaid = block.mermaid or "\n".join(lines[position:end])
        return end + 1
    if CHART.match(line):
        end = position
        while end < len(lines) and lines[end].strip() and not is_marker(lines[end]):
            end += 1
        block.mermaid = block.mermaid or "\n".join(lines[position - 1 : end])
        return end
    if headline:
        block.values.setdefault("Date", headline[1])
        block.values["abstract follows"] = "yes"
    elif label:
        block.values.setdefault(label[1], label[2])
        if label[1] == "Authors" and block.values.pop("abstract follows", ""):
            return _take_abstract(block, lines, position)
    return position


def is_marker(line: str) -> bool:
    """Whether a line begins a block or a section of the format."""
    return bool(_TITLE.match(line) or _SECTION.match(line))


def _take_abstract(block: _Block, lines: list[str], position: int) -> int:
    """The first lines that are not blank, up to the rule; without a rule up to the next block."""
    pieces: list[str] = []
    while position < len(lines):
        line = lines[position].rstrip()
        closed = line.endswith(RULE)
        if is_marker(line) and not closed:
            break
        position += 1
        pieces.append(line.removesuffix(RULE) if closed else line)
        if closed:
            break
    block.abstract = " ".join(pieces).strip()
    return position


def _record(block: _Block) -> SourceRecord:
    values = block.values
    arxiv_id, version = _arxiv_id(block)
    date_text = values.get("Date", "").removeprefix("###").strip()
    published = _time(values["Published"]) if "Published" in values else parse_date(date_text)
    categories = split_names(values.get("Categories", ""), conjunction=False)
    primary = values.get("Primary Category", categories[0] if categories else "")
    return SourceRecord(
        title=block.title,
        source="report",
        abstract=block.abstract,
        authors=split_names(values.get("Authors", "")),
        arxiv_id=arxiv_id,
        version=version,
        categories=categories,
        primary_category=primary,
        published=published,
        updated=_time(values.get("Updated", "")),
        doi=values.get("DOI", ""),
        journal_ref=values.get("Journal", ""),
        comment=values.get("Comment", ""),
        given=_given(block, date_text),
    )


def _given(block: _Block, date_text: str) -> GivenReport | None:
    values = block.values
    if "High Info Terms" not in values and not block.mermaid:
        return None
    counts = _COUNTS.match(values.get("Word Count (Title)", ""))
    rouge = values.get("ROUGE Score", "").strip().rstrip("%")
    try:
        rouge_percent = float(rouge) if rouge else None
    except ValueError as error:
        raise BadRecord(f"{rouge[:40]!r} is no ROUGE score.") from error
    return GivenReport(
        terms=split_names(values.get("High Info Terms", ""), conjunction=False),
        rouge_percent=rouge_percent,
        title_words=int(counts[1]) if counts and counts[1] else None,
        summary_words=int(counts[2]) if counts and counts[2] else None,
        mermaid=block.mermaid,
        date_text=date_text,
    )


def _arxiv_id(block: _Block) -> tuple[str | None, int | None]:
    for field in ("Links", "PDF Link"):
        link = _LINK.search(block.values.get(field, ""))
        if link:
            try:
                return split_version(link[1].removesuffix(".pdf"))
            except ValueError:
                continue
    return None, None


def parse_date(text: str) -> datetime | None:
    """`21 Jan 2021` or `2021-01-21` as midnight UTC, None when it is neither."""
    words = re.fullmatch(r"(\d{1,2}) ([A-Z][a-z]{2})[a-z]* (\d{4})", text.strip())
    try:
        if words and words[2] in MONTHS:
            return datetime(int(words[3]), MONTHS.index(words[2]) + 1, int(words[1]), tzinfo=UTC)
        return datetime.strptime(text.strip(), "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        return None


def _time(text: str) -> datetime | None:
    try:
        time = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return time if time.tzinfo else time.replace(tzinfo=UTC)
