"""Shipped courses in other languages: loaded beside the English they translate; an editor's from the first change."""

import json
import re
import shutil
from pathlib import Path
from uuid import uuid4

import polib
import pytest
from django.core.management import CommandError, call_command
from django.utils import translation
from wagtail.images import get_image_model
from wagtail.models import Locale
from wagtail_localize.models import SegmentOverride, StringTranslation, Translation, TranslationSource

from courses.models import CoursePage, CourseVersion
from courses.shipped.editions import edition_problems
from courses.shipped.loading import Action, ShippedCoursesError, load_courses, plan_courses
from courses.shipped.translating import as_po, translate_courses
from courses.shipped.validate import SHIPPED, load_course
from courses.shipped.writing import as_yaml
from tests.course_pages import an_editor, republish

pytestmark = pytest.mark.django_db

CODE = "online-safely"


@pytest.fixture
def polish() -> Locale:
    return Locale.objects.get_or_create(language_code="pl")[0]


@pytest.fixture
def folder(tmp_path: Path, polish: Locale) -> Path:
    """The public course, loaded, in a folder of its own, with a translation in which every word is turned round."""
    folder = Path(shutil.copytree(SHIPPED / CODE, tmp_path / CODE, ignore=shutil.ignore_patterns("pl", "ar")))
    load_courses(plans=plan_courses([folder]))
    po = as_po(english(), polish)
    for entry in po:
        entry.msgstr = turned_round(entry.msgid)
    (folder / "pl" / "images").mkdir(parents=True)
    po.save(str(folder / "pl" / "course.po"))
    for drawing in folder.glob("images/*.svg"):
        shutil.copy(drawing, folder / "pl" / "images")
    redraw(folder, "three-things.svg", "to use", "do użycia")
    return folder


def turned_round(text: str) -> str:
    """Another text with the same tags."""
    return text.replace("e", "ę").replace("a", "ą") if "<" not in text else f"Zażółć {text}"


def redraw(folder: Path, name: str, old: str, new: str) -> None:
    drawing = folder / "pl" / "images" / name
    drawing.write_text(drawing.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def change_words(folder: Path, old: str, new: str) -> None:
    """Translates the text ``old`` as ``new``."""
    po = polib.pofile(str(folder / "pl" / "course.po"))
    for entry in po:
        if entry.msgid == old:
            entry.msgstr = new
    po.save()


def english() -> CoursePage:
    return CoursePage.objects.get(course_code=CODE, locale=Locale.get_default())


def in_polish() -> CoursePage:
    return english().get_translation(Locale.objects.get(language_code="pl"))


def translate(folder: Path) -> Action:
    (done,) = translate_courses(into=Locale.objects.get(language_code="pl"), folders=[folder])
    return done.action


def test_every_word_is_translated_and_nothing_else(folder: Path):
    assert translate(folder) is Action.CREATE

    page, source = in_polish(), english()
    assert page.live
    assert page.title == turned_round(source.title)
    assert (page.course, page.pass_percent, page.minutes) == (source.course, 75, 25)
    for name in ("outcomes", "lessons", "bank"):
        ours, theirs = (
            json.dumps(list(each.raw_data), sort_keys=True) for each in (getattr(source, name), getattr(page, name))
        )
        assert shape(json.loads(ours)) == shape(json.loads(theirs))
    prompts = [block.value["prompt"] for block in source.bank]
    assert [block.value["prompt"] for block in page.bank] == [turned_round(prompt) for prompt in prompts]


def shape(value):
    """What a translation keeps: every key, identity, kind, number and mark; not its words, links and pictures."""
    if isinstance(value, list):
        return [shape(each) for each in value]
    if isinstance(value, dict):
        kept = {"id", "type", "key", "kind", "correct", "minutes", "outcome"}
        named = {"outcomes", "goes_further"}
        return {
            name: each if name in kept else [item["value"] for item in each] if name in named else shape(each)
            for name, each in value.items()
        }
    return None


def test_a_translation_is_no_version_of_the_course(folder: Path):
    versions = list(CourseVersion.objects.values())

    translate(folder)

    assert list(CourseVersion.objects.values()) == versions


def test_pictures_with_words_are_those_of_the_language(folder: Path):
    translate(folder)

    ours, theirs = (
        [
            block.value["image"]
            for lesson in page.lessons
            for block in lesson.value["body"]
            if block.block_type == "image"
        ]
        for page in (english(), in_polish())
    )
    assert [image.title for image in theirs] == [image.title.replace(CODE, f"{CODE} (pl)") for image in ours]
    with theirs[0].file.open() as stored:
        assert "do użycia" in stored.read().decode()


@pytest.mark.parametrize("spoken", ["en-gb", "pl"])
def test_links_to_the_site_stay_in_the_language(folder: Path, spoken: str):
    with translation.override(spoken):
        translate(folder)

    said = json.dumps(list(in_polish().lessons.raw_data))
    assert 'href=\\"/pl/digital-help/\\"' in said
    assert 'href=\\"/digital-help/\\"' not in said
    assert 'href=\\"https://www.reportfraud.police.uk/\\"' in said


def test_again_changes_nothing(folder: Path):
    translate(folder)
    before = (
        in_polish().latest_revision_id,
        list(get_image_model().objects.values()),
        list(StringTranslation.objects.values()),
    )

    assert translate(folder) is Action.UNCHANGED
    assert (
        in_polish().latest_revision_id,
        list(get_image_model().objects.values()),
        list(StringTranslation.objects.values()),
    ) == before


def test_newer_words_and_newer_pictures_come_in(folder: Path):
    translate(folder)

    change_words(folder, "Getting online safely", "Bezpiecznie w sieci")
    assert translate(folder) is Action.UPDATE
    assert in_polish().title == "Bezpiecznie w sieci"
    redraw(folder, "three-words.svg", "boot-lamp-kite", "but-lampa-latawiec")
    assert translate(folder) is Action.UPDATE
    assert translate(folder) is Action.UNCHANGED


def test_a_course_and_its_translation_change_together(folder: Path, polish: Locale):
    translate(folder)
    course = load_course(folder)
    (folder / "course.yaml").write_text(as_yaml({**course, "title": "Online, and safe"}), encoding="utf-8")
    assert translate(folder) is Action.EDITED  # the English page says the older text still

    load_courses(plans=plan_courses([folder]))
    with pytest.raises(ShippedCoursesError) as refused:
        translate(folder)
    assert "says nothing for “Online, and safe”" in refused.value.problems[0]
    assert in_polish().title == turned_round("Getting online safely")

    po = as_po(english(), polish)
    assert [entry.msgid for entry in po.untranslated_entries()] == ["Online, and safe"]
    po.untranslated_entries()[0].msgstr = "W sieci"
    po.save(str(folder / "pl" / "course.po"))
    assert translate(folder) is Action.UPDATE
    assert in_polish().title == "W sieci"


def rewrite(folder: Path, **fields) -> None:
    """Changes the English course, and takes out of its translation what it does not say any more."""
    (folder / "course.yaml").write_text(as_yaml({**load_course(folder), **fields}), encoding="utf-8")
    load_courses(plans=plan_courses([folder]))
    as_po(english(), Locale.objects.get(language_code="pl")).save(str(folder / "pl" / "course.po"))


def test_what_changes_in_english_without_a_word_changes_in_the_translation(folder: Path):
    translate(folder)
    course = load_course(folder)
    first, second, *others = course["lessons"]
    before = [block["text"] for block in first["blocks"] if "text" in block]
    text = first["blocks"][-2]["try_this"]["text"].replace("(/digital-help/)", "(/courses/)")
    first["blocks"][-2]["try_this"]["text"] = text
    assert before
    rewrite(folder, lessons=[second, first, *others], bank=course["bank"][1:], minutes=24)

    assert translate(folder) is Action.UPDATE

    page, source = in_polish(), english()
    assert [block.id for block in page.lessons] == [block.id for block in source.lessons]
    assert [block.id for block in page.bank] == [block.id for block in source.bank]
    assert len(page.bank) == len(course["bank"]) - 1
    assert page.minutes == 24
    assert 'href=\\"/pl/courses/\\"' in json.dumps(page.lessons.get_prep_value())
    assert translate(folder) is Action.UNCHANGED


def test_only_new_words_and_pictures_ask_for_another_reading(folder: Path):
    def again() -> tuple[Action, bool]:
        (done,) = translate_courses(into=Locale.objects.get(language_code="pl"), folders=[folder])
        return done.action, done.reworded

    assert again() == (Action.CREATE, True)
    assert again() == (Action.UNCHANGED, False)
    rewrite(folder, minutes=24)
    assert again() == (Action.UPDATE, False)
    change_words(folder, "Getting online safely", "Bezpiecznie w sieci")
    assert again() == (Action.UPDATE, True)


def test_a_drawing_that_lost_its_words_is_the_english_one_again(folder: Path):
    translate(folder)
    drawing = folder / "images" / "three-words.svg"
    drawing.write_text(re.sub(r"<text.*?</text>", "", drawing.read_text(encoding="utf-8")), encoding="utf-8")
    (folder / "pl" / "images" / "three-words.svg").unlink()
    load_courses(plans=plan_courses([folder]))

    assert [translate(folder) for _ in range(2)] == [Action.UPDATE, Action.UNCHANGED]
    ours, theirs = (
        [str(block.value["image"].file) for lesson in page.lessons for block in lesson.value["body"]
         if block.block_type == "image" and "three-words" in block.value["image"].file.name]
        for page in (english(), in_polish())
    )  # fmt: skip
    assert ours == theirs


def test_a_translation_that_was_deleted_is_loaded_anew(folder: Path):
    translate(folder)
    by_a_person(folder)
    in_polish().delete()

    assert translate(folder) is Action.CREATE
    assert in_polish().title == turned_round("Getting online safely")


def test_a_paragraph_typed_again_is_an_editors(folder: Path):
    lessons = english().lessons.get_prep_value()
    text = next(block for block in lessons[0]["value"]["body"] if block["type"] == "text")
    text["id"] = str(uuid4())
    CoursePage.objects.filter(pk=english().pk).update(lessons=json.dumps(lessons))
    assert plan_courses([folder])[0].action is Action.UNCHANGED  # it says what it said

    assert translate(folder) is Action.EDITED
    assert not english().has_translation(Locale.objects.get(language_code="pl"))


@pytest.mark.parametrize("words", ["</b>tekst<b>", "<b>tekst", "<i>tekst</i>"])
def test_marks_that_do_not_fit_are_refused(folder: Path, words: str):
    po = polib.pofile(str(folder / "pl" / "course.po"))
    entry = next(entry for entry in po if entry.msgid.count("<b>") == 1 and "<a" not in entry.msgid)
    entry.msgstr = words
    po.save()
    with pytest.raises(ShippedCoursesError):
        translate(folder)


def test_a_text_that_is_translated_twice_is_refused(folder: Path):
    file = folder / "pl" / "course.po"
    file.write_text(
        file.read_text(encoding="utf-8") + '\nmsgctxt "title"\nmsgid "Getting online safely"\nmsgstr "Inaczej"\n',
        encoding="utf-8",
    )
    assert [problem.partition(": ")[2] for problem in edition_problems(folder, "pl")] == [
        "“Getting online safely” is translated twice"
    ]


def by_a_person(folder: Path) -> None:
    words = StringTranslation.objects.get(context__path="title", locale__language_code="pl")
    words.data, words.translation_type = "Moje słowa", StringTranslation.TRANSLATION_TYPE_MANUAL
    words.save()


def with_another_picture(folder: Path) -> None:
    override = SegmentOverride.objects.filter(locale__language_code="pl", context__path__endswith=".image").first()
    other = get_image_model().objects.exclude(pk=json.loads(override.data_json)).first()
    override.data_json, override.last_translated_by = json.dumps(str(other.pk)), an_editor()
    override.save()


def published_by_a_person(folder: Path) -> None:
    page = in_polish()
    page.save_revision(user=an_editor()).publish()


def as_a_draft(folder: Path) -> None:
    page = in_polish()
    page.title = "Szkic"
    page.save_revision()


def taken_down(folder: Path) -> None:
    in_polish().unpublish()


def made_a_page_of_its_own(folder: Path) -> None:
    Translation.objects.update(enabled=False)


def changed_in_english(folder: Path) -> None:
    republish(english(), title="Our own title")


@pytest.mark.parametrize(
    "edit",
    [
        by_a_person,
        with_another_picture,
        published_by_a_person,
        as_a_draft,
        taken_down,
        made_a_page_of_its_own,
        changed_in_english,
    ],
)
def test_what_a_person_changed_is_left_alone(folder: Path, edit):
    translate(folder)
    edit(folder)
    before = CoursePage.objects.filter(pk=in_polish().pk).values().get()
    change_words(folder, "Getting online safely", "Bezpiecznie w sieci")

    assert translate(folder) is Action.EDITED
    assert CoursePage.objects.filter(pk=in_polish().pk).values().get() == before


def test_without_the_course_there_is_nothing_to_translate(folder: Path):
    english().delete()

    (done,) = translate_courses(into=Locale.objects.get(language_code="pl"), folders=[folder])
    assert (done.action, done.page) == (Action.EDITED, None)


def test_a_faulty_file_is_refused_whole(folder: Path):
    file = folder / "pl" / "course.po"
    change_words(folder, "Getting online safely", "")
    po = polib.pofile(str(file))
    with_link = next(entry for entry in po if "<a " in entry.msgid)
    with_link.msgstr, po[1].flags = "Bez linku", ["fuzzy"]
    po.save()
    (folder / "pl" / "images" / "three-signs.svg").unlink()
    shutil.copy(folder / "images" / "three-signs.svg", folder / "pl" / "images" / "other.svg")

    with pytest.raises(ShippedCoursesError) as refused:
        translate(folder)

    problems = "\n".join(refused.value.problems)
    for words in (
        "“Getting online safely” is not translated",
        "is marked as fuzzy",
        "has other tags than its translation",
        "pl/images/three-signs.svg: the English drawing has words in it, and is not drawn in pl",
        "pl/images/other.svg: the course has no such drawing",
    ):
        assert words in problems
    assert len(refused.value.problems) == 5
    assert not english().has_translation(Locale.objects.get(language_code="pl"))


def test_a_file_that_cannot_be_read_is_a_problem(folder: Path):
    (folder / "pl" / "course.po").write_bytes(b'msgid "\xff\xfe')
    (problem,) = edition_problems(folder, "pl")
    assert problem.startswith("pl/course.po: cannot be read")


def test_export_writes_what_a_translator_needs(folder: Path, tmp_path: Path, capsys):
    translate(folder)
    file = tmp_path / "out" / "course.po"
    known = TranslationSource.objects.values().get()
    republish(english(), title="Another title")

    call_command("export_course", CODE, str(file), language="pl")

    assert "312 of 313 texts are translated" in capsys.readouterr().out
    assert TranslationSource.objects.values().get() == known
    exported = polib.pofile(str(file))
    shipped = polib.pofile(str(folder / "pl" / "course.po"))
    assert [(each.msgctxt, each.msgid, each.msgstr) for each in exported][1:] == [
        (each.msgctxt, each.msgid, each.msgstr) for each in shipped
    ][1:]
    assert [entry.msgid for entry in exported.untranslated_entries()] == ["Another title"]
    assert "lesson get-online, question no-data-today (one), option 2, right" in {entry.comment for entry in exported}
    with pytest.raises(CommandError, match="none of the site's languages"):
        call_command("export_course", CODE, str(file), language="xx")
