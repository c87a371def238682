"""The policy, read from the page that people read: docs/permissions/README.md."""

from functools import cache
from pathlib import Path

DOCUMENT = Path(__file__).parents[3] / "docs" / "permissions" / "README.md"


class PolicyError(ValueError):
    """The document does not say what it should."""


def _table(heading: str) -> list[list[str]]:
    """The rows of the table under a heading, without its head."""
    section = DOCUMENT.read_text(encoding="utf-8").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    if len(lines) < 3:
        raise PolicyError(f"{DOCUMENT} has no table under “{heading}”")
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


@cache
def relations() -> frozenset[str]:
    """Every relation of somebody who asks to a fact."""
    return frozenset(row[0] for row in _table("Who"))


@cache
def facts() -> dict[str, frozenset[str]]:
    """By fact, the relations that may see it."""
    granted = {row[0]: frozenset(filter(None, (name.strip() for name in row[1].split(",")))) for row in _table("What")}
    for fact, who in granted.items():
        if unknown := who - relations():
            raise PolicyError(f"{fact}: the document does not say who “{', '.join(sorted(unknown))}” are")
    return granted


def grants(held: frozenset[str], fact: str) -> bool:
    """Whether the policy lets somebody in these relations see a fact."""
    return bool(facts()[fact] & held)
