"""Compiling the translations: ``python -m lms.core.messages`` writes each ``.mo`` from its ``.po``, and with
``--check`` says which are not what their ``.po`` says.

The ``.mo`` files are committed, so that a machine without gettext shows every language.
"""

import sys
from pathlib import Path

import polib

LOCALES = Path(__file__).resolve().parents[2] / "locale"


def catalogues() -> list[Path]:
    """Every ``.po`` of the project."""
    return sorted(LOCALES.glob("*/LC_MESSAGES/*.po"))


def stale(catalogue: Path) -> bool:
    """Whether the compiled file is missing or says something else than its source."""
    compiled = catalogue.with_suffix(".mo")
    return not compiled.exists() or compiled.read_bytes() != polib.pofile(str(catalogue)).to_binary()


def forget_guesses(catalogue: Path) -> None:
    """Empties what gettext only guessed from a similar sentence: it is never shown, and hides that one is missing."""
    source = polib.pofile(str(catalogue), wrapwidth=0)
    for entry in source.fuzzy_entries():
        entry.flags.remove("fuzzy")
        entry.msgstr, entry.previous_msgid, entry.previous_msgid_plural = "", None, None
        entry.msgstr_plural = dict.fromkeys(entry.msgstr_plural, "")
    source.save(str(catalogue))


def main(arguments: list[str]) -> int:
    """Compiles, or checks; 1 when a check finds a file that is not up to date."""
    if "--check" not in arguments:
        for catalogue in catalogues():
            forget_guesses(catalogue)
    behind = [catalogue for catalogue in catalogues() if stale(catalogue)]
    for catalogue in behind:
        if "--check" in arguments:
            sys.stdout.write(
                f"{catalogue.with_suffix('.mo')} is not what {catalogue.name} says: run scripts/messages.sh\n"
            )
        else:
            polib.pofile(str(catalogue)).save_as_mofile(str(catalogue.with_suffix(".mo")))
    return int("--check" in arguments and bool(behind))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
