"""Previews, the blocks of a lesson, and the public pages of courses."""

import json
import re

import pytest
from wagtail.documents import get_document_model
from wagtail.models import Locale
from wagtail.rich_text import RichText

from courses.content.blocks import LessonBodyBlock
from courses.records.marking import mark
from lms.core.models import CouncilSettings
from tests.course_pages import (
    a_lesson,
    a_question,
    an_outcome,
    draft_course,
    edit,
    published_course,
    republish,
)

pytestmark = pytest.mark.django_db


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
