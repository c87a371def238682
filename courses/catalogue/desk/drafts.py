"""Writing a class. What is saved is a draft: what residents see changes only when an editor approves it.

Every service locks the class, asks again whether its caller may write for its provider, and can be repeated: a form
that is sent twice does its work once.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import PermissionDenied
from django.db import transaction

from courses.catalogue.models import CourseRun, Provider, TaughtCourse
from courses.catalogue.permissions import can_publish_for
from lms.core.models import AuditEntry
from lms.people.models import User

RUN_FIELDS = ("place_id", "first_day", "last_day", "weekdays", "starts", "ends", "capacity", "note")


class InReviewError(Exception):
    """The class is with the editor, to be taken back before it is changed; or an editor has locked it."""


class ChangedMeanwhileError(Exception):
    """Somebody saved these very fields or this very run since the form was opened; ``draft`` is what is saved now."""

    def __init__(self, draft: TaughtCourse) -> None:
        super().__init__()
        self.draft = draft


def fingerprint(values: Mapping[str, Any]) -> str:
    """Tells whether fields still hold what a form showed."""
    text = json.dumps(values, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def draft_of(taught: TaughtCourse) -> TaughtCourse:
    """The class as its partner last saved it. Saving the result changes nothing on the site by itself."""
    return taught.get_latest_revision_as_object()


@transaction.atomic
def create_class(*, by: User, provider: Provider, uuid: UUID, values: Mapping[str, Any]) -> TaughtCourse:
    """A new draft. The same ``uuid`` again is the same class, unchanged: the button was pressed twice.

    Raises PermissionDenied for somebody who does not write for the provider.
    """
    # The provider is locked, so that of two requests at once the second finds what the first made.
    provider = Provider.objects.select_for_update(of=("self",)).get(pk=provider.pk)
    if not can_publish_for(by, provider):
        raise PermissionDenied
    made = TaughtCourse.objects.filter(uuid=uuid).first()
    if made is not None:
        if made.provider_id != provider.pk:
            raise PermissionDenied
        return made
    taught = TaughtCourse(uuid=uuid, provider=provider, live=False, **values)
    taught.save()
    taught.save_revision(user=by, clean=False, log_action="wagtail.create")
    note(by, "created_class", taught)
    return taught


@transaction.atomic
def save_fields(*, by: User, taught: TaughtCourse, values: Mapping[str, Any], seen: str) -> TaughtCourse:
    """Saves some fields of the draft and returns it. ``seen``: the fingerprint of what the form showed for them.

    Raises InReviewError, PermissionDenied, and ChangedMeanwhileError when the fields hold neither what was seen nor
    what is being saved: in another tab, or by a colleague.
    """
    draft = locked_draft(by, taught)
    held = {name: getattr(draft, name) for name in values}
    if held == dict(values):
        return draft
    if fingerprint(held) != seen:
        raise ChangedMeanwhileError(draft)
    for name, value in values.items():
        setattr(draft, name, value)
    return _store(draft, by)


@transaction.atomic
def save_run(*, by: User, taught: TaughtCourse, uuid: UUID, values: Mapping[str, Any], seen: str) -> TaughtCourse:
    """Adds a run to the draft, or changes the one of that ``uuid``. ``values`` are all of ``RUN_FIELDS``; ``seen`` is
    the fingerprint of what the form showed: of ``run_values``.

    Raises InReviewError, PermissionDenied, and ChangedMeanwhileError when the run is neither as it was seen nor as it
    is being saved: changed, or removed, in another tab or by a colleague.
    """
    draft = locked_draft(by, taught)
    held = run_values(draft, uuid)
    # Of another class: a number somebody made up.
    if not held and CourseRun.objects.filter(uuid=uuid).exclude(taught_course=taught.pk).exists():
        raise PermissionDenied
    if held == dict(values):
        return draft
    if fingerprint(held) != seen:
        raise ChangedMeanwhileError(draft)
    runs = list(draft.runs.all())
    # From this very list: where there is no revision yet, asking again would give other objects.
    run = next((one for one in runs if one.uuid == uuid), None)
    if run is None:
        run = CourseRun(uuid=uuid)
        runs.append(run)
    for name, value in values.items():
        setattr(run, name, value)
    draft.runs = _in_order(runs)
    return _store(draft, by)


def run_of(draft: TaughtCourse, uuid: UUID) -> CourseRun | None:
    """The run of that number in a draft."""
    return next((run for run in draft.runs.all() if run.uuid == uuid), None)


def run_values(draft: TaughtCourse, uuid: UUID) -> dict[str, Any]:
    """What a form fills in of a run; nothing for one that is not there."""
    run = run_of(draft, uuid)
    return {name: getattr(run, name) for name in RUN_FIELDS} if run else {}


@transaction.atomic
def remove_run(*, by: User, taught: TaughtCourse, uuid: UUID) -> TaughtCourse:
    """Takes a run out of the draft; nothing happens where it is gone. One that is on the site stays there until an
    editor approves. Raises InReviewError and PermissionDenied."""
    draft = locked_draft(by, taught)
    kept = [run for run in draft.runs.all() if run.uuid != uuid]
    if len(kept) == len(draft.runs.all()):
        return draft
    draft.runs = kept
    return _store(draft, by)


@transaction.atomic
def copy_runs(*, by: User, taught: TaughtCourse, uuids: Sequence[UUID], weeks: int) -> TaughtCourse:
    """Adds the runs again so many weeks later, on the same weekdays and at the same places. Copying the same runs to
    the same days again adds nothing. Raises InReviewError and PermissionDenied."""
    draft = locked_draft(by, taught)
    runs = list(draft.runs.all())
    there = {run.uuid for run in runs}
    for run in list(runs):
        period = run.period.shifted(weeks)
        uuid = uuid5(run.uuid, period.first_day.isoformat())
        if run.uuid in uuids and uuid not in there:
            values = {name: getattr(run, name) for name in RUN_FIELDS}
            values |= {"first_day": period.first_day, "last_day": period.last_day}
            runs.append(CourseRun(uuid=uuid, **values))
    if len(runs) == len(there):
        return draft
    draft.runs = _in_order(runs)
    return _store(draft, by)


def locked(by: User, taught: TaughtCourse) -> TaughtCourse:
    """The class's row, locked until the transaction ends. Raises PermissionDenied."""
    row = TaughtCourse.objects.select_for_update(of=("self",)).select_related("provider").get(pk=taught.pk)
    if not can_publish_for(by, row.provider):
        raise PermissionDenied
    return row


def locked_draft(by: User, taught: TaughtCourse) -> TaughtCourse:
    """The draft of a class that its partner may change now. Raises InReviewError."""
    row = locked(by, taught)
    if not may_change(row):
        raise InReviewError
    return draft_of(row)


def may_change(taught: TaughtCourse) -> bool:
    """Whether it is its partner's turn: it is not with the editor, and no editor has locked it."""
    return not (taught.workflow_in_progress or taught.locked)


def note(by: User, verb: str, taught: TaughtCourse, **data: Any) -> None:
    """Writes an act into the log of who did what."""
    AuditEntry.objects.create(actor=by, verb=verb, object_type="class", object_uuid=taught.uuid, data=data)


def _in_order(runs: list[CourseRun]) -> list[CourseRun]:
    return sorted(runs, key=lambda run: (run.first_day, run.starts))


def _store(draft: TaughtCourse, by: User) -> TaughtCourse:
    """As Wagtail's own editor does: the row itself holds the draft until it is on the site for the first time."""
    if not draft.live:
        draft.save()
    draft.save_revision(user=by, clean=False, log_action=True)
    return draft
