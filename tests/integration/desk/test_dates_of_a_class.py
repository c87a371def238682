"""When and where a class is held: adding, changing, cancelling and copying its runs."""

import datetime as dt

import pytest
from django.test import Client

from courses.catalogue.desk.deciding import submit_class
from courses.catalogue.desk.drafts import draft_of
from courses.models import CourseRun, TaughtCourse
from lms.core.models import AuditEntry
from tests.desk import ABOUT, FIRST, WHEN, decide, fill, form_values, signed_in
from tests.teaching import a_run, draft_class, live_class

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"first_day_day": "31", "first_day_month": "2"}, "This must be a real date"),
        ({"last_day_day": "1", "last_day_month": "1"}, "The last day is before the first."),
        ({"weekdays": []}, "Choose at least one day of the week."),
        ({"last_day_day": "13", "last_day_month": "1", "weekdays": ["FR"]}, "None of these days of the week"),
        ({"ends": "9am"}, "It must end after it starts"),
        ({"starts": "half past"}, "Write a time such as 10am"),
        ({"starts": "25:00"}, "Write a time such as 10am"),
        ({"first_day_year": "2025", "last_day_year": "2025"}, "These days are over."),
    ],
)
def test_dates_that_cannot_be_are_refused_in_words(desk, provider, library, changes, words):
    taught = draft_class(provider)
    answer = fill(desk, f"/publish/{taught.uuid}/dates/at/{library.slug}/", **{**WHEN, **changes})
    text = answer.content.decode()
    assert "There is a problem" in text
    assert words in text
    assert not taught.runs.exists()


def test_a_cancelled_run_is_cancelled_at_once_and_in_every_draft(desk, partner, editor, provider, library):
    run = a_run(library, FIRST)
    taught = live_class(provider, run, a_run(library, FIRST, weekdays="FR"))
    fill(desk, f"/publish/{taught.uuid}/about/", **{**ABOUT, "title": "New name"})
    cancel = f"/publish/{taught.uuid}/dates/{run.uuid}/cancel/"
    assert "at once" in desk.get(cancel).content.decode()
    assert "There is a problem" in desk.post(cancel, {"reason": " "}).content.decode()
    for _ in range(2):
        assert desk.post(cancel, {"reason": "The tutor is ill."}).status_code == 302
    text = Client().get(f"/courses/classes/{taught.slug}/").content.decode()
    assert "The tutor is ill." in text
    assert "New name" not in text
    assert "Tuesdays" not in Client().get(f"/digital-help/{library.slug}/").content.decode()
    assert AuditEntry.objects.filter(verb="cancelled_run").count() == 1
    # The draft was saved before the cancelling, and is approved after it.
    submit_class(by=partner, taught=taught)
    decide(signed_in(editor), taught, "approve", "")
    after = TaughtCourse.objects.get()
    assert after.title == "New name"
    assert after.runs.get(uuid=run.uuid).cancelled_reason == "The tutor is ill."


def test_last_term_is_copied_by_whole_weeks(desk, provider, library):
    old = a_run(library, dt.date(2026, 9, 15), dt.date(2026, 12, 15), weekdays="TU,TH", note="Room 2")
    older = a_run(library, dt.date(2026, 1, 6), dt.date(2026, 3, 17))
    taught = live_class(provider, older, old)
    copy = f"/publish/{taught.uuid}/copy/"
    term = {"start_day": "11", "start_month": "1", "start_year": "2027"}
    text = desk.get(copy, term).content.decode()
    assert "17 weeks later" in text
    assert str(old.uuid) in text
    assert str(older.uuid) not in text
    hidden = form_values(desk.get(copy, term))
    assert "Tick at least one" in desk.post(copy, term).content.decode()
    for _ in range(2):
        assert desk.post(copy, {**hidden, "runs": [str(old.uuid)]}).status_code == 302
    runs = list(TaughtCourse.objects.get().get_latest_revision_as_object().runs.all())
    assert len(runs) == 3
    new = runs[-1]
    assert (new.first_day, new.last_day) == (dt.date(2027, 1, 12), dt.date(2027, 4, 13))
    assert (new.weekdays, new.note, new.place_id) == ("TU,TH", "Room 2", library.pk)
    assert CourseRun.objects.count() == 2  # the site waits for the editor


def saved_runs() -> list[CourseRun]:
    """The runs of the draft as it was last saved."""
    return list(draft_of(TaughtCourse.objects.get()).runs.all())


def test_two_colleagues_who_change_one_run_see_what_the_other_wrote(desk, provider, library):
    run = a_run(library, FIRST)
    taught = draft_class(provider, run)
    when = f"/publish/{taught.uuid}/dates/at/{library.slug}/"
    mine, theirs = (form_values(desk.get(when, {"run": str(run.uuid)})) for _ in range(2))
    assert desk.post(when, {**WHEN, **theirs, "note": "Room 2"}).status_code == 302

    answer = desk.post(when, {**WHEN, **mine, "note": "Room 7"})

    assert "Tuesdays and Thursdays, 10am to 12:30pm" in answer.content.decode()  # what the colleague saved
    assert "Room 2" in answer.content.decode()
    assert 'value="Room 7"' in answer.content.decode()
    assert saved_runs()[0].note == "Room 2"
    again = {name: value for name, value in form_values(answer).items() if name in ("run", "seen")}
    assert desk.post(when, {**WHEN, **again, "note": "Room 7"}).status_code == 302
    assert saved_runs()[0].note == "Room 7"


def test_the_first_change_of_dates_of_a_class_without_a_revision_is_kept(desk, provider, library):
    run = a_run(library, FIRST)
    taught = live_class(provider, run)
    TaughtCourse.objects.update(latest_revision=None, live_revision=None)
    taught.revisions.all().delete()
    when = f"/publish/{taught.uuid}/dates/at/{library.slug}/"
    shown = form_values(desk.get(when, {"run": str(run.uuid)}))

    assert desk.post(when, {**WHEN, **shown, "note": "Room 2"}).status_code == 302

    assert [(one.note, one.weekdays) for one in saved_runs()] == [("Room 2", "TU,TH")]
    assert CourseRun.objects.get().note == ""  # the site waits for the editor


def test_a_run_that_a_colleague_removed_does_not_come_back_unseen(desk, provider, library):
    run = a_run(library, FIRST)
    taught = draft_class(provider, run)
    when = f"/publish/{taught.uuid}/dates/at/{library.slug}/"
    shown = form_values(desk.get(when, {"run": str(run.uuid)}))
    desk.post(f"/publish/{taught.uuid}/dates/{run.uuid}/remove/")

    answer = desk.post(when, {**WHEN, **shown})

    assert "They were removed." in answer.content.decode()
    assert saved_runs() == []
    assert desk.post(when, {**WHEN, **shown, "seen": form_values(answer)["seen"]}).status_code == 302
    assert [one.uuid for one in saved_runs()] == [run.uuid]
