"""The code serves any borough: the demonstration's is named in the demonstration, its documents and tests alone."""

import re
from pathlib import Path

import pytest

from tests.database import ROOT

BOROUGH = re.compile(r"croydon|\bCALAT\b|thornton heath|new addington|\bCR[0-9] ?[0-9]", re.IGNORECASE)
NAMED = ("lms/demo/", "docs/", "tests/", "CHANGELOG.md", "README.md")
# Other people's code, what is built from ours, and what holds no words.
LEFT_OUT = ("requirements", "lms/design_system/static/", "node_modules/", "package-lock.json")
TEXT = (".py", ".html", ".txt", ".md", ".yaml", ".yml", ".json", ".toml", ".js", ".scss", ".svg", ".csv", ".po", ".sh")


def sources() -> list[Path]:
    """Every file of words outside of folders that nobody commits."""
    tops = ["certificates", "courses", "home", "inclusion_map", "lms", "locale", "scripts", "search", ".ci"]
    files = [file for top in tops for file in (ROOT / top).rglob("*")] + list(ROOT.iterdir())
    named = [file for file in files if file.is_file() and (file.suffix in TEXT or file.name == "Makefile")]
    return [
        file for file in named if not _path(file).startswith((*NAMED, *LEFT_OUT)) and "node_modules" not in file.parts
    ]


def _path(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def named_in(text: str) -> list[str]:
    """The lines that name the borough."""
    return [line.strip()[:120] for line in text.splitlines() if BOROUGH.search(line)]


def test_no_file_of_the_code_names_the_demonstrations_borough():
    found = {_path(file): lines for file in sources() if (lines := named_in(file.read_text(encoding="utf-8")))}
    assert found == {}
    assert len(sources()) > 300, "hardly a file was read"


@pytest.mark.parametrize("text", ["Welcome to Croydon", "CALAT", "CR0 1EA", "croydon.gov.uk"])
def test_it_would_be_seen(text):
    assert named_in(text) == [text]
