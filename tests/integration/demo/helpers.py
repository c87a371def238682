"""What these tests ask of a demonstration again and again."""

import datetime as dt
import hashlib
import io
import json

from django.apps import apps
from django.core.management import call_command

from courses.models import Attempt, Completion, LearningEvent, Requirement
from lms.organisation.models import JobVersion, ManagerLink
from lms.people.models import Person

DAY = dt.date(2026, 11, 22)
MODULES = ["confident", "cyber", "information", "data", "cloud", "services", "open", "assisted"]


def named(role: str) -> Person:
    return Person.objects.get(email=f"{role}@demo.example")


def headline(**options) -> dict:
    out = io.StringIO()
    call_command("completion_report", format="json", stdout=out, **options)
    return json.loads(out.getvalue())


def open_for(person: Person) -> dict[str, int]:
    """What somebody has still to do, with the days until it is due."""
    rows = Requirement.objects.filter(person=person, closed_on=None, programme__headline=True)
    return {row.course.code: (row.due_on - DAY).days for row in rows.select_related("course")}


def fingerprint() -> str:
    """Everything a page could show of the demonstration's people, of each kind, as one digest.

    Lessons, questions and what was answered have identifiers of their own in each installation, so tries are compared
    by when and how well.
    """
    rows = [
        Person.objects.order_by("person_ref").values_list("uuid", "first_name", "last_name", "email", "phone"),
        JobVersion.objects.order_by("job__staff_no", "valid_from", "valid_to", "recorded_at").values_list(
            "job__staff_no", "unit__code", "title", "valid_from", "valid_to", "recorded_at", "superseded_at"
        ),
        ManagerLink.objects.order_by("job__staff_no", "manager_job__staff_no", "valid_from", "recorded_at").values_list(
            "job__staff_no", "manager_job__staff_no", "kind", "valid_from", "valid_to"
        ),
        Attempt.objects.order_by("uuid").values_list("uuid", "started_at", "submitted_at", "score"),
        Completion.objects.order_by("person__person_ref", "course__code", "completed_on").values_list(
            "person__person_ref", "course__code", "completed_on", "channel"
        ),
        Requirement.objects.order_by("person__person_ref", "course__code", "cycle").values_list(
            "person__person_ref", "course__code", "opened_on", "due_on", "closed_on", "why"
        ),
        LearningEvent.objects.order_by("person__person_ref", "at", "kind").values_list("kind", "at"),
    ]
    text = json.dumps([list(query) for query in rows], default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def run(*arguments: str, capsys) -> tuple[str, str]:
    call_command(*arguments)
    return capsys.readouterr()


def held() -> dict[str, int]:
    """How many rows there are of each model of ours."""
    ours = ("people", "organisation", "inclusion_map", "courses", "certificates", "core", "demo", "wagtailimages")
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.app_label in ours]
    return {model._meta.label: model._default_manager.count() for model in models}
