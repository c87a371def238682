"""What an editor sees: faults beside their fields, how many people a change asks, previews; and the public pages."""

import datetime as dt
import json
import re

import pytest
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.models import Locale
from wagtail.rich_text import RichText
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from courses.content.blocks import LessonBodyBlock
from courses.content.impact import people_asked_again
from courses.models import CoursePage
from courses.records.marking import mark
from courses.shipped.site import prepare_site
from lms.core.clock import today
from lms.core.models import CouncilSettings
from tests.builders import complete, give_job, make_person, make_unit, publish
from tests.course_pages import (
    a_lesson,
    a_question,
    an_editor,
    an_outcome,
    draft_course,
    edit,
    published_course,
    republish,
)

pytestmark = pytest.mark.django_db

NEXT_YEAR = dt.date(today().year + 1, 3, 3)


@pytest.fixture
def editor(client):
    """A client signed in as a council editor."""
    client.force_login(an_editor())
    return client


def option(text: str, *, correct: bool) -> dict:
    return {"text": text, "correct": "on" if correct else "", "feedback": f"About {text}."}


def question_form(key: str, outcome: str = "count", right: int = 1) -> dict:
    options = [option(f"{key} {number}", correct=number <= right) for number in (1, 2, 3)]
    listed = {
        f"{index}-{name}": value
        for index, one in enumerate(options)
        for name, value in [("value", one), ("order", str(index)), ("deleted", ""), ("id", "")]
    }
    return {
        "key": key,
        "kind": "one",
        "prompt": f"Question {key}?",
        "options": {"count": "3", **listed},
        "outcome": outcome,
    }


def outcome_form(key: str) -> dict:
    return {"key": key, "text": f"{key} things", "goes_further": {"count": "0"}}


def lesson_form() -> dict:
    return {
        "key": "counting",
        "title": "Counting",
        "minutes": "4",
        "outcomes": {"count": "0"},
        "body": streamfield([("text", rich_text("<p>One, two.</p>"))]),
    }


def form_data(*, outcomes=("count",), bank=None, **fields) -> dict:
    """What the editor's form posts for a sound course, with changes."""
    questions = [question_form("first"), question_form("second")] if bank is None else bank
    return nested_form_data(
        {
            "title": "Counting things",
            "slug": "counting",
            "summary": "Count things well.",
            "open_to": "staff",
            "level": "",
            "minutes": "25",
            "validity_months": "",
            "pass_percent": "80",
            "questions_asked": "2",
            "course_code": "",
            "change_class": "editorial",
            "redo_by": "",
            "seo_title": "",
            "search_description": "",
            "go_live_at": "",
            "expire_at": "",
            "outcomes": streamfield([("outcome", outcome_form(key)) for key in outcomes]),
            "lessons": streamfield([("lesson", lesson_form())]),
            "bank": streamfield([("question", question) for question in questions]),
            "comments": {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": ""},
            **fields,
        }
    )


def save(client, page: CoursePage, *, action: str = "", **changes):
    """Posts the editor's form: ``action`` is "publish", "submit" or, to save a draft, nothing."""
    data = form_data(**changes)
    if action:
        data[f"action-{action}"] = "yes"
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)


def errors_of(response) -> dict[str, list[str]]:
    return {name: [str(error) for error in errors] for name, errors in response.context["form"].errors.items()}


def versions(page: CoursePage) -> list[tuple[int, str]]:
    course = CoursePage.objects.get(pk=page.pk).course
    return list(course.versions.order_by("number").values_list("number", "change_class")) if course else []


def staff_who_completed(page: CoursePage, number: int) -> None:
    unit = make_unit("Parks")
    for index in range(number):
        person = make_person(f"Learner {index}")
        give_job(person, unit, dt.date(2020, 1, 1))
        complete(person, page.course, today())


# --- Publishing in the editor -----------------------------------------------------------------------------------------


def test_an_editor_creates_and_publishes_a_course(editor):
    index = prepare_site()
    url = reverse("wagtailadmin_pages:add", args=["courses", "coursepage", index.pk])
    response = editor.post(url, {**form_data(), "action-publish": "yes"})
    assert response.status_code == 302, errors_of(response)
    page = CoursePage.objects.get()
    assert page.live
    assert versions(page) == [(1, "editorial")]
    assert page.course.current_version.published_by.email == "editor@council.example"


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"outcomes": []}, "outcomes", "at least one outcome"),
        ({"outcomes": ["count", "count"]}, "outcomes", "used by 2 outcomes"),
        ({"outcomes": ["count", "add"]}, "bank", "No question checks the outcome “add”"),
        ({"bank": [question_form("only")]}, "bank", "asks 2 questions and the bank has 1"),
        (
            {"bank": [question_form("first"), question_form("second", "sing")]},
            "bank",
            "Question 2, “Question second?”: the outcome “sing” is not one of the course's outcomes",
        ),
        ({"lessons": streamfield([])}, "lessons", "at least one lesson"),
        ({"change_class": "major"}, "redo_by", "by which day"),
        ({"redo_by": NEXT_YEAR.isoformat()}, "redo_by", "Only a major change"),
    ],
)
def test_what_keeps_a_course_from_being_published_is_said_beside_its_field(editor, changes, field, says):
    page = published_course()
    response = save(editor, page, action="publish", **changes)
    assert response.status_code == 200
    assert any(says in error for error in errors_of(response)[field]), errors_of(response)
    assert len(versions(page)) == 1


def test_a_question_that_cannot_be_marked_is_refused_where_it_stands(editor):
    page = published_course()
    response = save(editor, page, action="publish", bank=[question_form("first", right=2), question_form("second")])
    assert response.status_code == 200
    assert "Mark exactly one option as right." in response.content.decode()


def test_a_draft_may_be_as_unfinished_as_it_likes(editor):
    page = published_course()
    unsound = [question_form("first", "sing", right=3)]
    response = save(editor, page, outcomes=[], bank=unsound, title="A sketch")
    assert response.status_code == 302
    assert CoursePage.objects.get(pk=page.pk).get_latest_revision_as_object().title == "A sketch"
    assert len(versions(page)) == 1


def test_the_code_of_a_published_course_cannot_be_changed_nor_taken(editor):
    page, other = published_course(), draft_course("other")
    assert save(editor, page, action="publish", course_code="new").status_code == 302
    assert CoursePage.objects.get(pk=page.pk).course_code == "counting"
    response = save(editor, other, action="publish", slug="other", course_code="counting")
    assert errors_of(response) == {"course_code": ["Another course already has the code counting."]}


# --- How many people a change asks ------------------------------------------------------------------------------------


def test_people_asked_are_those_who_work_here_and_whose_completion_counts_today():
    page = published_course()
    course, unit, day = page.course, make_unit("Parks"), today()
    version = course.current_version

    def somebody(name: str, until: dt.date | None = None):
        person = make_person(name)
        give_job(person, unit, dt.date(2020, 1, 1), until)
        return person

    complete(somebody("Counts Now"), course, day)
    twice = somebody("Counts Twice")
    complete(twice, course, day - dt.timedelta(days=9), version=version)
    complete(twice, course, day)
    complete(somebody("Has Left", until=day), course, day)
    complete(somebody("Was Revoked"), course, day, revoked=day)
    complete(make_person("Never Employed"), course, day)
    somebody("Never Learnt")

    assert people_asked_again(course, NEXT_YEAR) == 2
    publish(course, published=day - dt.timedelta(days=1), redo_by=day)
    assert people_asked_again(course, NEXT_YEAR) == 0
    assert people_asked_again(None, NEXT_YEAR) == 0


def test_the_editor_sees_the_numbers_beside_the_choice(editor):
    page = published_course()
    staff_who_completed(page, 3)
    body = " ".join(editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode().split())
    assert "3 people have a completion that is good today" in body
    assert "asks 3 people to do the course again" in body


def major_change(editor, page):
    return save(
        editor, page, action="publish", title="Counting anew", change_class="major", redo_by=NEXT_YEAR.isoformat()
    )


def test_a_major_change_is_confirmed_with_its_number_before_it_is_published(editor):
    page = published_course()
    staff_who_completed(page, 4)

    response = major_change(editor, page)
    assert response.status_code == 302
    confirm = response["Location"]
    assert versions(page) == [(1, "editorial")]

    asks = " ".join(editor.get(confirm).content.decode().split())
    assert "<strong>4 people</strong>" in asks
    assert f"to do the course again by 3 March {NEXT_YEAR.year}" in asks

    editor.post(confirm)
    assert versions(page) == [(1, "editorial"), (2, "major")]
    assert page.course.current_version.redo_by == NEXT_YEAR


def test_going_back_loses_nothing(editor):
    page = published_course()
    confirm = major_change(editor, page)["Location"]
    back = re.search(r'href="([^"]+)">Go back', editor.get(confirm).content.decode()).group(1)

    body = editor.get(back).content.decode()
    assert "Counting anew" in body
    assert re.search(r'value="major"[^>]*(checked|selected)', body)
    assert versions(page) == [(1, "editorial")]


def test_what_somebody_saved_meanwhile_is_not_published_unseen(editor):
    page = published_course()
    confirm = major_change(editor, page)["Location"]
    edit(page, title="Somebody else's").save_revision()
    response = editor.post(confirm)
    assert response["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert versions(page) == [(1, "editorial")]


def test_only_who_may_publish_may_confirm(editor, client):
    page = published_course()
    confirm = major_change(editor, page)["Location"]
    stranger = an_editor("reader@council.example")
    stranger.groups.clear()
    client.force_login(stranger)
    assert client.post(confirm).status_code in (302, 403)
    client.logout()
    assert client.post(confirm).status_code == 302
    assert versions(page) == [(1, "editorial")]


def test_editorial_and_minor_changes_and_first_versions_are_not_asked_about(editor):
    page = draft_course()
    assert major_change(editor, page)["Location"] == reverse("wagtailadmin_explore", args=[page.get_parent().pk])
    save(editor, page, action="publish", title="Three", change_class="minor")
    assert versions(page) == [(1, "editorial"), (2, "minor")]


def test_a_major_change_of_nothing_is_refused(editor):
    page = published_course()
    save(editor, page, action="publish", title="As posted")
    # Posting the same words again: what is taught does not differ, though blocks may be new.
    response = editor.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        {**same_words(page), "change_class": "major", "redo_by": NEXT_YEAR.isoformat(), "action-publish": "yes"},
    )
    assert "Nothing differs from version 2" in errors_of(response)["change_class"][0]


def same_words(page: CoursePage) -> dict:
    """The form's data for the page as it is, block identities included."""
    data = form_data(title="As posted")
    page = CoursePage.objects.get(pk=page.pk)
    for name in ("outcomes", "lessons", "bank"):
        for index, block in enumerate(getattr(page, name)):
            data[f"{name}-{index}-id"] = block.id
    for index, block in enumerate(page.lessons):
        for inner, child in enumerate(block.value["body"]):
            data[f"lessons-{index}-value-body-{inner}-id"] = child.id
            data[f"lessons-{index}-value-body-{inner}-value"] = rich_text(child.value.source)
    for index, block in enumerate(page.bank):
        for inner, item in enumerate(block.value["options"].bound_blocks):
            data[f"bank-{index}-value-options-{inner}-id"] = item.id
    return data


def test_the_day_of_a_major_change_lies_ahead(editor):
    page = published_course()
    response = save(editor, page, action="publish", title="New", change_class="major", redo_by=today().isoformat())
    assert "Choose a day after" in errors_of(response)["redo_by"][0]


def test_bulk_publishing_asks_about_major_changes_once(editor):
    page = published_course()
    staff_who_completed(page, 2)
    edit(page, title="Anew", change_class="major", redo_by=NEXT_YEAR).save_revision()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={page.pk}&next=/admin/"

    asks = " ".join(editor.post(url).content.decode().split())
    assert "<strong>2 people</strong>" in asks
    assert versions(page) == [(1, "editorial")]
    editor.post(url, {"asked-again-confirmed": "yes"})
    assert versions(page) == [(1, "editorial"), (2, "major")]


# --- Preview and what is shown ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mode", "shows"),
    [("", "You will be able to"), ("lessons", "All about Counting."), ("answers", "About “first 1”.")],
)
def test_every_preview_mode_shows_the_draft(editor, mode, shows):
    page = published_course()
    draft = edit(page, title="Draft title")
    draft.save_revision()
    response = draft.make_preview_request(preview_mode=mode)
    body = response.rendered_content if hasattr(response, "rendered_content") else response.content.decode()
    assert response.status_code == 200
    assert "Draft title" in body
    assert shows in body


def test_a_preview_may_stand_in_the_editors_frame_and_nowhere_else(editor):
    page = published_course()
    policy = page.make_preview_request()["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "script-src 'self' 'nonce-" in policy
    assert "frame-ancestors 'none'" in editor.get(page.url)["Content-Security-Policy"]


def test_an_empty_draft_can_be_previewed(editor):
    page = draft_course("empty", outcomes=[], lessons=[], bank=[])
    for mode, _ in page.preview_modes:
        assert page.make_preview_request(preview_mode=mode).status_code == 200


def body_of(*raw: dict):
    block = LessonBodyBlock()
    return block.to_python(list(raw))


def test_a_question_is_a_form_group_that_needs_no_script():
    raw = a_question("practice", None, kind="several")
    html = body_of(raw).render_as_block({})
    assert html.count('type="checkbox"') == 3
    assert html.count(f'name="q-{raw["id"]}"') == 3
    assert [f'value="{item["id"]}"' in html for item in raw["value"]["options"]] == [True, True, True]
    assert "<legend" in html
    assert "<script" not in html
    assert "About “practice 1”." not in html


def test_after_an_answer_the_chosen_and_the_right_options_teach():
    raw = a_question("practice", None)
    right, wrong, other = [item["id"] for item in raw["value"]["options"]]
    options = [{"id": item["id"], **item["value"]} for item in raw["value"]["options"]]
    asked = {"id": raw["id"], "kind": "one", "options": options}
    answers = {raw["id"]: [wrong]}
    (result,) = mark([{"question": raw["id"], "options": [right, wrong, other]}], [asked], answers).results

    html = body_of(raw).render_as_block({"lesson_answers": answers, "lesson_results": {raw["id"]: result}})

    assert "Not quite" in html
    assert "You chose: practice 2" in html
    assert "About “practice 2”." in html
    assert "A right answer: practice 1" in html
    assert "About “practice 3”." not in html
    assert re.search(rf'value="{wrong}" checked', html)
    assert f'<section class="ds-measure" id="q-{raw["id"]}"' in html


def test_confidence_is_rated_for_every_outcome():
    page = published_course(outcomes=[an_outcome("count"), an_outcome("add")], bank=[])
    raw = {"type": "confidence", "value": {"moment": "before"}, "id": "c"}
    html = body_of(raw).render_as_block({"page": page, "confidence_ratings": {"before": {"add": 4}}})
    assert html.count('name="confidence-before-count"') == html.count('name="confidence-before-add"') == 5
    assert html.count("checked") == 1
    assert 'name="confidence-before-add" value="4" checked' in html


def test_a_council_fact_is_the_councils_own_words(rf):
    page = published_course()
    request = rf.get("/")
    raw = {"type": "council_fact", "value": {"fact": "report_breach"}, "id": "f"}
    assert "has not written this down" in body_of(raw).render_as_block({"request": request})
    council = CouncilSettings.for_request(rf.get("/"))
    council.report_breach = "Ring 020 7946 0000.\nAsk for <the team>."
    council.save()
    html = body_of(raw).render_as_block({"request": rf.get("/"), "page": page})
    assert "Ring 020 7946 0000.<br>" in html
    assert "&lt;the team&gt;" in html


def test_captions_must_be_captions():
    document = get_document_model()(title="Notes", file="notes.txt")
    block = LessonBodyBlock().child_blocks["video"]
    value = block.to_python({})
    value["captions"], value["transcript"] = document, RichText("<p>Hello.</p>")
    block.child_blocks["video"].field.required = False
    with pytest.raises(Exception, match="Validation error") as refused:
        block.clean(value)
    assert "captions" in refused.value.block_errors


# --- The public pages -------------------------------------------------------------------------------------------------


def test_the_course_page_says_what_whom_how_long_and_how(client):
    page = published_course(validity_months=12, minutes=20)
    response = client.get(page.url)
    body = " ".join(response.content.decode().split())
    for words in [
        "Count things well.",
        "count things",
        "About 20 minutes",
        "For council staff.",
        "Counting",
        "2 questions at the end; 2 right answers pass",
        "good for 12 months",
    ]:
        assert words in body
    assert 'href="/learn/counting/"' in body


def test_the_course_page_describes_itself_to_search_engines(client):
    page = published_course(title="Tags </script><b> & more", open_to="everyone")
    body = client.get(page.url).content.decode()
    script = re.search(r'<script type="application/ld\+json" nonce="[^"]+">(.*?)</script>', body, re.DOTALL).group(1)
    described = json.loads(script)
    assert (described["@type"], described["name"]) == ("Course", "Tags </script><b> & more")
    assert described["teaches"] == ["count things"]
    assert described["hasCourseInstance"]["courseWorkload"] == "PT25M"
    assert described["inLanguage"] == Locale.get_default().language_code


def test_the_index_lists_published_courses_for_whom_they_are(client):
    published_course("staff-one")
    published_course("open-one", title="Open to all", open_to="everyone")
    draft_course("hidden", title="Hidden draft")
    body = client.get("/courses/").content.decode()
    assert body.index("Open to all") < body.index("For council staff") < body.index("Counting things")
    assert "Hidden draft" not in body


def test_the_index_asks_as_much_of_the_database_for_one_course_as_for_many(client, django_assert_max_num_queries):
    published_course("one")
    client.get("/courses/")
    with django_assert_max_num_queries(20) as first:
        client.get("/courses/")
    for number in range(4):
        published_course(f"more-{number}", lessons=[a_lesson(f"Lesson {number}")])
    client.get("/courses/")
    with django_assert_max_num_queries(20) as many:
        client.get("/courses/")
    assert len(many) == len(first), [query["sql"] for query in many.captured_queries]


def test_republishing_shows_at_once(client):
    page = published_course()
    republish(page, title="Now different")
    assert "Now different" in client.get(page.url).content.decode()
