"""The import rules cover all of the code: what `.importlinter` does not name, it does not guard."""

import ast
from configparser import ConfigParser
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RULES = ConfigParser()
RULES.read(ROOT / ".importlinter")

# The settings have a contract of their own. Nobody but the web server imports `lms.wsgi`.
WITHOUT_A_LAYER = {"lms.settings", "lms.wsgi"}
# What `courses` holds beside its applets.
NOT_APPLETS = {"management", "migrations", "shipped", "templatetags"}


def named(contract: str, option: str) -> set[str]:
    """The module names in one option of one contract, without the marks between them."""
    section = "importlinter" if contract == "importlinter" else f"importlinter:contract:{contract}"
    return set(RULES.get(section, option).translate(str.maketrans("|:()", "    ")).split())


def packages_in(folder: Path) -> set[str]:
    return {found.parent.name for found in folder.glob("*/__init__.py")}


def modules_that_say_they_are_pure() -> set[str]:
    """By their docstring: ``Pure:`` and what they do without."""
    found = set()
    for package in named("importlinter", "root_packages"):
        for file in (ROOT / package).rglob("*.py"):
            if "node_modules" in file.parts:
                continue
            docstring = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
            if "Pure:" in docstring:
                parts = file.relative_to(ROOT).with_suffix("").parts
                found.add(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return found


def test_every_top_level_package_is_read():
    assert named("importlinter", "root_packages") == packages_in(ROOT) - {"tests"}


def test_every_package_has_a_layer():
    inside_lms = {f"lms.{name}" for name in packages_in(ROOT / "lms")}
    others = packages_in(ROOT) - {"lms", "tests"}
    assert inside_lms | others <= named("layers", "layers") | WITHOUT_A_LAYER


def test_every_applet_of_courses_is_kept_from_other_packages():
    applets = {f"courses.{name}" for name in packages_in(ROOT / "courses") - NOT_APPLETS}
    assert named("courses-api", "protected_modules") == applets


def test_a_module_is_held_to_be_pure_exactly_when_it_says_so():
    assert named("pure", "source_modules") == modules_that_say_they_are_pure()
