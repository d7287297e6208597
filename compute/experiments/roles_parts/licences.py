"""MIT against Apache-2.0: what each grants and asks, and the files a package under it carries."""

from __future__ import annotations

from compute.experiments.base import Table
from compute.experiments.roles_parts.writing import TEMPLATES, filled

YEAR, HOLDER = 2025, "the authors"
MIT_TEXT = "https://opensource.org/license/mit"
APACHE_TEXT = "https://www.apache.org/licenses/LICENSE-2.0"
GNU_LIST = "https://www.gnu.org/licenses/license-list.html"
_ROWS = (
    ("Use, change, sell, sublicense", "yes", "yes (sections 2 and 4)", APACHE_TEXT),
    ("Length", "about 170 words", "about 1,600 words and an appendix", MIT_TEXT),
    ("Patents", "not named", "granted by each contributor; ends for who sues over the work (3)", APACHE_TEXT),
    ("Keep the notice", "both notices in all copies", "licence, notices, NOTICE file (section 4)", APACHE_TEXT),
    ("Say what was changed", "not asked", "changed files carry a prominent notice (4b)", APACHE_TEXT),
    ("Contributions", "not named", "under the same terms unless said otherwise (section 5)", APACHE_TEXT),
    ("Names and marks", "not named", "no right to them (section 6)", APACHE_TEXT),
    ("Together with GPLv2-only code", "yes", "no; with GPLv3 yes", GNU_LIST),
    ("Warranty and liability", "excluded", "excluded (sections 7 and 8)", MIT_TEXT),
    ("Libraries without source", "allowed: the notice travels along", "allowed: licence and NOTICE too", APACHE_TEXT),
)  # fmt: skip
# Sentences by which a licence text is known, and the files that have to be in a wheel under it.
MARKS = {
    "MIT": ("Permission is hereby granted, free of charge", "THE SOFTWARE IS PROVIDED"),
    "Apache-2.0": ("Apache License", "Grant of Patent License", "Redistribution."),
}
FILES = {"MIT": ("LICENSE",), "Apache-2.0": ("LICENSE", "NOTICE")}


def files(licence: str, package: str) -> dict[str, str]:
    """The licence files of a package, by name."""
    if licence == "MIT":
        return {"LICENSE": filled("mit.txt.tmpl", year=YEAR, holder=HOLDER)}
    notice = (
        f"{package}\nCopyright {YEAR} {HOLDER}\n\nThis product carries a library that was built from generated code.\n"
    )
    return {"LICENSE": (TEMPLATES / "apache-2.0.txt").read_text(encoding="utf-8"), "NOTICE": notice}


def faults(licence: str, found: dict[str, str]) -> str:
    """What is wrong with the licence files of a package, "" when nothing is."""
    missing = [name for name in FILES[licence] if name not in found]
    absent = [mark for mark in MARKS[licence] if mark not in found.get("LICENSE", "")]
    return f"Missing: {', '.join(missing + absent)}." if missing or absent else ""


def table() -> Table:
    """The two side by side, with the page each line rests on."""
    return Table("MIT and Apache-2.0", ("point", "MIT", "Apache-2.0", "source"), _ROWS)
