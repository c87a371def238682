"""What an editor approves is what they saw, and nobody's arrangement in the CMS is undone from the desk."""

from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Workflow, WorkflowContentType

from courses.catalogue.review import set_up_review
from courses.models import Course, CourseRun, TaughtCourse
from lms.people.models import User
from tests.desk import ABOUT, COST, FIRST, WHEN, WHO, decide, fill, signed_in
from tests.teaching import a_run, draft_class, live_class, waiting_class

pytestmark = pytest.mark.django_db


def test_a_change_to_a_live_class_waits_for_the_editor(desk, editor, provider, library):
    taught = live_class(provider, a_run(library, FIRST))
    address = f"/courses/classes/{taught.slug}/"
    fill(desk, f"/publish/{taught.uuid}/cost/", is_free="True", how_to_book="Ring the new number.")
    fill(desk, f"/publish/{taught.uuid}/dates/at/{library.slug}/", **{**WHEN, "weekdays": ["FR"]})
    before = Client().get(address).content.decode()
    assert "Ring the new number." not in before
    assert "Fridays" not in before
    assert CourseRun.objects.count() == 1

    desk.post(f"/publish/{taught.uuid}/")
    assert "Ring the new number." not in Client().get(address).content.decode()
    at_work = signed_in(editor)
    revisions = TaughtCourse.objects.get().latest_revision
    compare = reverse(
        TaughtCourse.snippet_viewset.get_url_name("revisions_compare"), args=[taught.pk, "live", revisions.pk]
    )
    difference = at_work.get(compare).content.decode()
    assert "Ring the new number." in difference
    assert "FR" in difference
    decide(at_work, taught, "approve", "")
    after = Client().get(address).content.decode()
    assert "Ring the new number." in after
    assert "Fridays" in after
    assert CourseRun.objects.count() == 2
    assert TaughtCourse.objects.get().slug == taught.slug


def test_an_editor_publishes_what_they_saw(desk, provider, partner, library):
    """While a class waits nothing of it changes: Wagtail publishes the newest revision, whichever was looked at."""
    taught = waiting_class(provider, a_run(library, FIRST), by=partner)
    newest = taught.get_latest_revision().pk
    for page, data in [("about", ABOUT), ("who", WHO), ("cost", COST), (f"dates/at/{library.slug}", WHEN)]:
        answer = desk.post(f"/publish/{taught.uuid}/{page}/", {**data, "run": str(uuid4()), "seen": ""})
        assert answer.url == f"/publish/{taught.uuid}/"
    desk.post(f"/publish/{taught.uuid}/dates/{taught.runs.first().uuid}/remove/")
    assert TaughtCourse.objects.get().get_latest_revision().pk == newest
    desk.post(f"/publish/{taught.uuid}/withdraw/", {"kind": "take_back"})
    assert not TaughtCourse.objects.get().workflow_in_progress
    assert fill(desk, f"/publish/{taught.uuid}/about/", **{**ABOUT, "title": "Another"}).status_code == 302
    assert TaughtCourse.objects.get().title == "Another"


def test_an_editor_cannot_approve_what_was_sent_again_meanwhile(desk, editor, provider, partner, library):
    in_cms = signed_in(editor)
    taught = waiting_class(provider, a_run(library, FIRST), by=partner)
    address = reverse(TaughtCourse.snippet_viewset.get_url_name("edit"), args=[taught.pk])
    opened = BeautifulSoup(in_cms.get(address).content, "html.parser")
    form = opened.find("input", {"name": "loaded_revision_id"}).find_parent("form")
    seen = {field["name"]: field.get("value", "") for field in form.find_all("input") if field.get("name")}
    seen |= {field["name"]: field.text for field in form.find_all("textarea") if field.get("name")}
    desk.post(f"/publish/{taught.uuid}/withdraw/", {"kind": "take_back"})
    fill(desk, f"/publish/{taught.uuid}/about/", **{**ABOUT, "title": "Another"})
    desk.post(f"/publish/{taught.uuid}/", {})

    answer = in_cms.post(address, {**seen, "action-workflow-action": "true", "workflow-action-name": "approve"})

    assert "nothing was decided" in answer.content.decode()
    assert not TaughtCourse.objects.get().live


def test_a_class_is_withdrawn_at_once_and_comes_back_by_the_editor(desk, editor, provider, library):
    taught = live_class(provider, a_run(library, FIRST))
    address = f"/courses/classes/{taught.slug}/"
    desk.post(f"/publish/{taught.uuid}/withdraw/", {"kind": "withdraw"})
    assert Client().get(address).status_code == 404
    assert "Use your phone" not in Client().get("/courses/").content.decode()
    assert "Off the site" in desk.get("/publish/").content.decode()
    assert Course.objects.filter(taught_as=taught).exists()
    assert desk.post(f"/publish/{taught.uuid}/").url.endswith("/sent/")
    decide(signed_in(editor), taught, "approve", "")
    assert Client().get(address).status_code == 200


def test_a_draft_is_deleted_but_nothing_that_was_on_the_site(desk, provider, library):
    draft, live = draft_class(provider, title="A draft"), live_class(provider, a_run(library, FIRST))
    desk.post(f"/publish/{live.uuid}/withdraw/", {"kind": "delete"})
    desk.post(f"/publish/{draft.uuid}/withdraw/", {"kind": "delete"})
    assert list(TaughtCourse.objects.all()) == [live]


def test_the_workflow_is_set_up_once_and_keeps_what_an_administrator_arranged(index):
    set_up_review()
    set_up_review()
    task = GroupApprovalTask.objects.get(name="Approval of a class by a council editor")
    assert list(task.groups.all()) == [Group.objects.get(name="Council editors")]
    own = Workflow.objects.create(name="Ours")
    WorkflowContentType.objects.update(workflow=own)
    assert set_up_review() == own
    assert WorkflowContentType.objects.get().workflow == own


def test_sending_a_class_gives_nobody_a_right(desk, provider, library):
    set_up_review()
    group = Group.objects.get(name="Council editors")
    group.permissions.clear()
    taught = draft_class(provider, a_run(library, FIRST))

    assert desk.post(f"/publish/{taught.uuid}/").url.endswith("/sent/")

    assert not group.permissions.exists()
    assert TaughtCourse.objects.get().workflow_in_progress


def lock(taught: TaughtCourse, editor: User) -> None:
    TaughtCourse.objects.filter(pk=taught.pk).update(locked=True, locked_by=editor)


def test_a_class_that_an_editor_locked_is_not_changed_from_the_desk(desk, editor, provider, library):
    run = a_run(library, FIRST)
    taught = live_class(provider, run)
    fill(desk, f"/publish/{taught.uuid}/about/", **{**ABOUT, "title": "Another name"})
    lock(taught, editor)
    newest = TaughtCourse.objects.get().latest_revision_id
    home = f"/publish/{taught.uuid}/"

    page = desk.get(home).content.decode()
    assert "A council editor has locked this class" in page
    assert "Send to the editor" not in page
    assert "Change dates and places" not in page
    for part, data in [("about", ABOUT), ("who", WHO), ("cost", COST), (f"dates/at/{library.slug}", WHEN)]:
        assert desk.get(f"{home}{part}/").url == home
        assert desk.post(f"{home}{part}/", {**data, "run": str(uuid4()), "seen": ""}).url == home
    desk.post(f"{home}dates/{run.uuid}/remove/")
    assert desk.post(home).url == home
    assert TaughtCourse.objects.get().latest_revision_id == newest
    assert not TaughtCourse.objects.get().workflow_in_progress

    # Residents are never left to turn up in vain.
    desk.post(f"{home}dates/{run.uuid}/cancel/", {"reason": "The tutor is ill."})
    assert CourseRun.objects.get().cancelled
    desk.post(f"{home}withdraw/", {"kind": "withdraw"})
    assert not TaughtCourse.objects.get().live


def test_a_class_that_an_editor_locked_stays_with_them(desk, editor, provider, partner, library):
    taught = waiting_class(provider, a_run(library, FIRST), by=partner)
    lock(taught, editor)

    assert "Take it back" not in desk.get(f"/publish/{taught.uuid}/").content.decode()
    desk.post(f"/publish/{taught.uuid}/withdraw/", {"kind": "take_back"})

    assert TaughtCourse.objects.get().workflow_in_progress


def test_a_class_that_is_on_the_site_and_locked_in_review_can_be_taken_off(desk, editor, provider, library):
    taught = live_class(provider, a_run(library, FIRST))
    fill(desk, f"/publish/{taught.uuid}/about/", **{**ABOUT, "title": "Another name"})
    desk.post(f"/publish/{taught.uuid}/")
    lock(taught, editor)
    assert TaughtCourse.objects.get().workflow_in_progress

    assert "Take this class off the site" in desk.get(f"/publish/{taught.uuid}/").content.decode()
    fill(desk, f"/publish/{taught.uuid}/withdraw/")

    assert not TaughtCourse.objects.get().live


def test_a_locked_draft_is_not_deleted(desk, editor, provider):
    taught = draft_class(provider)
    lock(taught, editor)

    desk.post(f"/publish/{taught.uuid}/withdraw/", {"kind": "delete"})

    assert TaughtCourse.objects.filter(pk=taught.pk).exists()
