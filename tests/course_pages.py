"""Course pages for tests: small, sound courses in Wagtail, and somebody who edits them."""

import json
from uuid import uuid4

from courses.models import CoursePage
from courses.shipped.site import prepare_site, set_up_editors
from lms.people.models import User


def an_option(text: str, *, correct: bool = False) -> dict:
    """One option in raw form, with its own identity."""
    value = {"text": text, "correct": correct, "feedback": f"About “{text}”."}
    return {"type": "item", "value": value, "id": str(uuid4())}


def a_question(key: str, outcome: str | None = "count", *, kind: str = "one") -> dict:
    """A question in raw form whose first option is right (first two, to choose several)."""
    right = 2 if kind == "several" else 1
    options = [an_option(f"{key} {number}", correct=number <= right) for number in (1, 2, 3)]
    value = {"key": key, "kind": kind, "prompt": f"Question {key}?", "options": options}
    return {
        "type": "question",
        "value": value if outcome is None else {**value, "outcome": outcome},
        "id": str(uuid4()),
    }


def a_lesson(title: str, *blocks: dict) -> dict:
    """A lesson in raw form: a paragraph and the blocks given."""
    text = {"type": "text", "value": f"<p>All about {title}.</p>", "id": str(uuid4())}
    value = {"key": title.lower(), "title": title, "minutes": 4, "outcomes": [], "body": [text, *blocks]}
    return {"type": "lesson", "value": value, "id": str(uuid4())}


def an_outcome(key: str) -> dict:
    """An outcome in raw form."""
    return {"type": "outcome", "value": {"key": key, "text": f"{key} things", "goes_further": []}, "id": str(uuid4())}


def course_fields(**changes) -> dict:
    """Fields of a sound course: one outcome, one lesson, a bank of two questions of which two are asked."""
    streams = {
        "outcomes": [an_outcome("count")],
        "lessons": [a_lesson("Counting", a_question("practice", None))],
        "bank": [a_question("first"), a_question("second")],
    }
    plain = {"title": "Counting things", "summary": "Count things well.", "questions_asked": 2}
    fields = {**plain, **streams, **changes}
    return {name: json.dumps(value) if name in streams else value for name, value in fields.items()}


def draft_course(slug: str = "counting", **changes) -> CoursePage:
    """A course page that was never published, under the course index."""
    page = CoursePage(slug=slug, live=False, **course_fields(**changes))
    return prepare_site().add_child(instance=page)


def published_course(slug: str = "counting", **changes) -> CoursePage:
    """A course page with its version 1."""
    return republish(draft_course(slug, **changes))


def edit(page: CoursePage, **changes) -> CoursePage:
    """The page's draft with changes, not saved yet."""
    draft = CoursePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    streams = {"outcomes", "lessons", "bank"}
    for name, value in changes.items():
        setattr(draft, name, json.dumps(value) if name in streams else value)
    return draft


def republish(page: CoursePage, *, by: User | None = None, **changes) -> CoursePage:
    """Publishes the page with changes and returns it as it is now."""
    edit(page, **changes).save_revision(user=by).publish(user=by)
    return CoursePage.objects.get(pk=page.pk)


def an_editor(email: str = "editor@council.example") -> User:
    """Somebody of the group "Council editors"."""
    user = User.objects.create_user(email, "a-long-password", first_name="Test", last_name="Editor")
    user.groups.add(set_up_editors(prepare_site().get_parent()))
    return user
