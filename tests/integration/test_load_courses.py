"""load_courses and export_course: loading again changes nothing, an editor's words survive, courses come back equal."""

import datetime as dt
import shutil
from io import StringIO
from pathlib import Path

import pytest
import yaml
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.images import get_image_model
from wagtail.models import GroupPagePermission, Page, Site

from courses.content.blocks import RICH_TEXT
from courses.models import AudienceRule, Course, CourseIndexPage, CoursePage, CourseVersion, Programme, ProgrammeCourse
from courses.shipped import loading
from courses.shipped.loading import Action, ShippedCoursesError, load_courses, plan_courses
from courses.shipped.programmes import shipped_programmes
from courses.shipped.reading import block_id, normalised
from courses.shipped.validate import SHIPPED, check_course, course_folders, load_course
from courses.shipped.writing import NO_PROGRAMME, as_yaml, course_of_page, drawings_of_page
from tests.course_pages import republish

pytestmark = pytest.mark.django_db

CONFIDENT = SHIPPED / "confident"
ORDER = ["confident", "cyber", "information", "data", "cloud", "services", "open", "assisted"]


def load(*arguments: str) -> str:
    out = StringIO()
    call_command("load_courses", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def folder(tmp_path) -> Path:
    """One shipped course in a folder of its own, to change."""
    return Path(shutil.copytree(CONFIDENT, tmp_path / "confident"))


def load_folder(folder: Path) -> Action:
    (plan,) = plan_courses([folder])
    load_courses(plans=[plan])
    return plan.action


def change(folder: Path, **fields) -> None:
    course = load_course(folder)
    (folder / "course.yaml").write_text(as_yaml({**course, **fields}), encoding="utf-8")


def snapshot() -> dict:
    models = [Page, CoursePage, Course, CourseVersion, Programme, ProgrammeCourse, AudienceRule, Site]
    models += [get_image_model(), GroupPagePermission, Group]
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


# --- A council begins -------------------------------------------------------------------------------------------------


def test_a_council_begins_with_every_shipped_course_and_the_programme(client):
    out = load("--starts", "2026-09-01", "--due", "2026-12-31", "--starter-days", "60")

    shipped = {folder.name for folder in course_folders()}
    assert set(Course.objects.values_list("code", flat=True)) == shipped
    assert f"{len(shipped)} new, 0 updated, 0 unchanged" in out
    assert list(CourseVersion.objects.values_list("number", flat=True)) == [1] * len(shipped)
    programme = Programme.objects.get(code="digital-confidence")
    assert (programme.headline, programme.starts_on) == (True, dt.date(2026, 9, 1))
    assert list(Programme.objects.filter(headline=True)) == [programme]
    members = programme.programme_courses.order_by("order")
    assert [member.course.code for member in members] == ORDER
    assert {(member.valid_from, member.due_on) for member in members} == {(dt.date(2026, 9, 1), dt.date(2026, 12, 31))}
    assert {member.course.code: member.starter_days for member in members} == {
        **dict.fromkeys(ORDER, 60),
        "information": 30,
    }
    rule = programme.audience_rules.get()
    assert rule.state == "approved"
    assert (rule.unit, rule.worker_types, rule.grades, rule.tiers) == (None, [], [], [])
    assert client.get("/courses/").status_code == 200
    assert client.get("/courses/cyber/").status_code == 200


def test_every_programme_that_a_course_names_is_put_in_force():
    load()
    programmes = {course["code"]: course["programme"] for course in map(load_course, course_folders())}
    named = {*programmes.values()} - {NO_PROGRAMME}
    assert named <= {shipped["code"] for shipped in shipped_programmes()}
    assert set(Programme.objects.values_list("code", flat=True)) == named
    asked_of_nobody = Course.objects.filter(programme_courses=None)
    assert {course.code for course in asked_of_nobody} == {
        code for code, programme in programmes.items() if programme == NO_PROGRAMME
    }
    assert {course.open_to for course in asked_of_nobody} == {"everyone"}


def test_the_information_course_is_never_due_later_than_the_others():
    load("--starter-days", "14")
    assert set(ProgrammeCourse.objects.values_list("starter_days", flat=True)) == {14}


def test_without_dates_it_is_in_force_today_and_due_in_ninety_days():
    load()
    member = ProgrammeCourse.objects.filter(programme__headline=True).first()
    assert member.due_on - member.valid_from == dt.timedelta(days=90)


def test_a_rule_that_cannot_be_said_yet_asks_nobody():
    load()
    approved = AudienceRule.objects.filter(state="approved").values_list("programme__code", flat=True)
    assert set(approved) <= {"digital-confidence", "digital-leadership"}
    assert AudienceRule.objects.get(name="Cabinet members").state == "draft"
    assert AudienceRule.objects.get(name="Officers in the top three tiers").tiers == ["1", "2", "3"]


def test_editors_may_write_and_publish_and_have_no_right_over_people():
    load()
    group = Group.objects.get(name="Council editors")
    home = CourseIndexPage.objects.get().get_parent()
    rights = GroupPagePermission.objects.filter(group=group)
    assert {right.permission.codename for right in rights} >= {"add_page", "change_page", "publish_page"}
    assert {right.page_id for right in rights} == {home.pk}
    labels = set(group.permissions.values_list("content_type__app_label", flat=True))
    assert labels == {"wagtailadmin", "core", "courses", "inclusion_map"}
    assert Site.objects.get(is_default_site=True).root_page_id == home.pk
    assert not Page.objects.filter(title__startswith="Welcome to").exists()


# --- Again ------------------------------------------------------------------------------------------------------------


def test_loading_again_changes_nothing_at_all():
    load("--starts", "2026-09-01", "--due", "2026-12-31")
    before = snapshot()
    out = load("--starts", "2027-01-01", "--due", "2027-12-31")
    assert snapshot() == before
    assert "0 new, 0 updated" in out


def test_a_dry_run_writes_nothing():
    before = snapshot()
    out = load("--dry-run")
    assert snapshot() == before
    assert "confident: new" in out
    assert "dry run" in out


def test_what_an_editor_published_is_left_alone(folder):
    load_folder(folder)
    page = republish(CoursePage.objects.get(), title="Our own title")
    change(folder, minutes=27)

    assert load_folder(folder) is Action.EDITED
    page.refresh_from_db()
    assert (page.title, page.minutes) == ("Our own title", 28)


def test_what_an_editor_has_only_drafted_is_left_alone(folder):
    load_folder(folder)
    draft = CoursePage.objects.get()
    draft.title = "Our own title"
    draft.save_revision()
    change(folder, minutes=27)
    assert load_folder(folder) is Action.EDITED


def test_what_an_editor_took_away_does_not_come_back(folder):
    load_folder(folder)
    CoursePage.objects.get().unpublish()
    assert load_folder(folder) is Action.EDITED
    CoursePage.objects.get().delete()
    assert load_folder(folder) is Action.REMOVED
    assert not CoursePage.objects.exists()


def test_a_newer_file_of_a_course_nobody_edited_is_an_editorial_version(folder):
    load_folder(folder)
    ids = [lesson.id for lesson in CoursePage.objects.get().lessons]
    change(folder, minutes=27)

    assert load_folder(folder) is Action.UPDATE
    page = CoursePage.objects.get()
    assert page.minutes == 27
    assert [lesson.id for lesson in page.lessons] == ids
    assert list(page.course.versions.values_list("number", "change_class")) == [(1, "editorial"), (2, "editorial")]
    assert load_folder(folder) is Action.UNCHANGED


def test_a_redrawn_picture_is_another_image_and_the_old_version_keeps_the_old_one(folder):
    load_folder(folder)
    old = set(get_image_model().objects.values_list("pk", flat=True))
    drawing = folder / "images" / "two-checks.svg"
    drawing.write_text(drawing.read_text(encoding="utf-8").replace("</svg>", "<g/></svg>"), encoding="utf-8")

    assert load_folder(folder) is Action.UPDATE
    assert get_image_model().objects.count() == len(old) + 1
    assert drawings_of_page(CoursePage.objects.get())["images/two-checks.svg"] == drawing.read_bytes()


def test_saving_a_course_unchanged_in_the_editor_is_no_edit(folder):
    """Draftail rewrites the text it is given (keys on blocks, no line breaks): that is not somebody's words."""
    load_folder(folder)
    converter = ContentstateConverter(RICH_TEXT)
    page = CoursePage.objects.get()
    for lesson in page.lessons:
        for block in lesson.value["body"]:
            if block.block_type in ("example", "try_this"):
                text = block.value["text"]
                text.source = converter.to_database_format(converter.from_database_format(text.source))
    page.save_revision().publish()
    assert "data-block-key" in str(CoursePage.objects.get().lessons.get_prep_value())
    assert load_folder(folder) is Action.UNCHANGED


def test_identities_follow_from_the_file_alone(folder):
    load_folder(folder)
    content = Course.objects.get().current_version.content
    course = load_course(folder)
    assert [lesson["id"] for lesson in content["lessons"]] == [
        block_id("confident", "lesson", lesson["key"]) for lesson in course["lessons"]
    ]
    ids = [option["id"] for question in content["questions"] for option in question["options"]]
    assert len(ids) == len(set(ids)) == sum(len(question["options"]) for question in course["bank"])

    bank = course["bank"]
    bank[0]["options"].reverse()
    change(folder, bank=bank)
    assert load_folder(folder) is Action.UPDATE
    first, again = content["questions"][0], Course.objects.get().current_version.content["questions"][0]
    assert again["options"] == list(reversed(first["options"]))


# --- Faults -----------------------------------------------------------------------------------------------------------


def test_one_fault_in_a_file_and_nothing_is_loaded(folder, monkeypatch):
    change(folder, minutes=2)
    monkeypatch.setattr(loading, "course_folders", lambda: [folder, SHIPPED / "cyber"])
    with pytest.raises(CommandError, match="Nothing was loaded") as refused:
        load()
    assert "confident/course.yaml: minutes" in str(refused.value)
    assert not CoursePage.objects.exists()
    with pytest.raises(ShippedCoursesError):
        plan_courses([folder])


@pytest.mark.parametrize(
    "arguments", [["--starts", "2026-09-01", "--due", "2026-09-01"], ["--starter-days", "0"], ["--starts", "soon"]]
)
def test_dates_that_make_no_sense_are_refused(arguments):
    with pytest.raises(CommandError):
        load(*arguments)
    assert not Programme.objects.exists()


# --- There and back ---------------------------------------------------------------------------------------------------


def test_every_freshly_loaded_course_comes_back_equal():
    load()
    for folder in course_folders():
        page = CoursePage.objects.get(course_code=folder.name)
        written = yaml.safe_load(as_yaml(course_of_page(page)))
        assert written == normalised(load_course(folder))
        assert drawings_of_page(page) == {
            f"images/{path.name}": path.read_bytes() for path in (folder / "images").glob("*")
        }


def test_export_writes_a_sound_course_file_with_its_pictures(tmp_path):
    load()
    file = tmp_path / "confident" / "course.yaml"
    out = StringIO()
    call_command("export_course", "confident", str(file), stdout=out)

    assert check_course(load_course(file), file.parent) == []
    assert "6 lessons" in out.getvalue()
    assert {path.name for path in (file.parent / "images").iterdir()} == {
        path.name for path in (CONFIDENT / "images").iterdir()
    }
    call_command("export_course", "confident", str(file), stdout=out)
    assert load_course(file) == normalised(load_course(CONFIDENT))


def test_export_of_an_unknown_course_is_refused(tmp_path):
    with pytest.raises(CommandError, match="no published course"):
        call_command("export_course", "nothing", str(tmp_path / "course.yaml"))
