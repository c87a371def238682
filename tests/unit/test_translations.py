"""The translations are whole, compiled, and say of themselves what they are."""

import re

import polib
import pytest

from lms.core.messages import catalogues, main, stale

PLACEHOLDER = re.compile(r"%\(\w+\)s|%%")
TAG = re.compile(r"<[^>]+>")
FORMS = {"pl": 4, "ar": 6}
# Forms for one number only may leave the number out: in Arabic "two places" is one word.
ONE_NUMBER_ONLY = {"pl": set(), "ar": {1, 2}}


@pytest.fixture(params=catalogues(), ids=lambda path: path.parts[-3])
def catalogue(request) -> polib.POFile:
    return polib.pofile(str(request.param))


def test_there_is_one_for_each_language_but_english(settings):
    there = {path.parts[-3] for path in catalogues()}

    assert there == {code for code, _name in settings.LANGUAGES} - {settings.LANGUAGE_CODE} == set(FORMS)


def test_every_sentence_is_translated(catalogue: polib.POFile):
    assert [entry.msgid for entry in catalogue.untranslated_entries() + catalogue.fuzzy_entries()] == []
    language = catalogue.metadata["Language"]
    plurals = [entry for entry in catalogue if entry.msgid_plural]
    assert plurals
    for entry in plurals:
        assert len(entry.msgstr_plural) == FORMS[language], entry.msgid
        assert all(entry.msgstr_plural.values()), entry.msgid


def test_a_translation_keeps_what_is_filled_in_and_how_it_is_marked_up(catalogue: polib.POFile):
    language = catalogue.metadata["Language"]
    for entry in catalogue:
        source = entry.msgid_plural or entry.msgid
        said = entry.msgstr_plural or {0: entry.msgstr}
        for form, words in said.items():
            exempt = bool(entry.msgid_plural) and form in ONE_NUMBER_ONLY[language]
            if not exempt:
                assert sorted(PLACEHOLDER.findall(words)) == sorted(PLACEHOLDER.findall(source)), entry.msgid
            assert sorted(TAG.findall(words)) == sorted(TAG.findall(source)), entry.msgid


def test_what_a_machine_wrote_says_so(catalogue: polib.POFile):
    assert "awaiting review" in catalogue.header


def test_the_compiled_files_are_up_to_date(tmp_path, monkeypatch, capsys):
    assert main(["--check"]) == 0
    folder = tmp_path / "pl" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n')
    monkeypatch.setattr("lms.core.messages.LOCALES", tmp_path)

    assert main(["--check"]) == 1
    assert "run scripts/messages.sh" in capsys.readouterr().out
    assert main([]) == 0
    assert not stale(folder / "django.po")
    assert main(["--check"]) == 0
