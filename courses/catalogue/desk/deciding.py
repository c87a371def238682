"""Sending a class to the editor, taking it back, taking it off the site, and cancelling a run."""

from uuid import UUID

from django.db import transaction
from wagtail.actions.unpublish import UnpublishAction
from wagtail.models import WorkflowState

from courses.catalogue.desk.drafts import InReviewError, draft_of, locked, may_change, note
from courses.catalogue.models import CourseRun, TaughtCourse
from courses.catalogue.review import set_up_review
from courses.catalogue.rules import unfinished
from courses.catalogue.selectors import facts_of
from lms.core.clock import today
from lms.people.models import User


class UnfinishedError(Exception):
    """Something is missing; ``steps`` says where."""

    def __init__(self, steps: list[str]) -> None:
        super().__init__(", ".join(steps))
        self.steps = steps


class NothingToSendError(Exception):
    """The site shows the class exactly as it is saved."""


@transaction.atomic
def submit_class(*, by: User, taught: TaughtCourse) -> WorkflowState:
    """Sends the draft to the editor. Sent twice, it waits once. Returns the workflow state it is in.

    Raises UnfinishedError, NothingToSendError, PermissionDenied, and InReviewError for one that an editor has locked.
    """
    row = locked(by, taught)
    current = row.current_workflow_state
    if current is not None and current.status == WorkflowState.STATUS_IN_PROGRESS:
        return current
    if row.locked:
        raise InReviewError
    if row.live and not row.has_unpublished_changes:
        raise NothingToSendError
    if missing := unfinished(facts_of(draft_of(row)), today()):
        raise UnfinishedError(missing)
    if current is not None:  # the editor asked for changes: the same workflow goes on
        current.resume(user=by)
    else:
        # What an administrator has arranged stays; a partner's click gives nobody a right.
        current = (row.get_workflow() or set_up_review()).start(row, by)
    note(by, "submitted_class", row)
    return current


@transaction.atomic
def take_back(*, by: User, taught: TaughtCourse) -> None:
    """Ends the wait for the editor, so that the class can be changed. Nothing happens where it does not wait. Raises
    PermissionDenied, and InReviewError for one that an editor has locked."""
    row = locked(by, taught)
    current = row.current_workflow_state
    if current is None or current.status != WorkflowState.STATUS_IN_PROGRESS:
        return
    if row.locked:
        raise InReviewError
    current.cancel(user=by)
    note(by, "took_back_class", row)


@transaction.atomic
def withdraw_class(*, by: User, taught: TaughtCourse) -> None:
    """Takes a class off the site at once, since nobody must turn up in vain; what is written stays as a draft. A wait
    for the editor ends, and an editor's lock does not hinder it. Raises PermissionDenied."""
    row = locked(by, taught)
    if current := row.current_workflow_state:
        current.cancel(user=by)
    if row.live:
        draft = draft_of(row)
        # A partner holds no right in the CMS; `locked` has asked the question that counts here.
        UnpublishAction(draft, user=by).execute(skip_permission_checks=True)
        draft.save_revision(user=by, clean=False)
        note(by, "withdrew_class", row)


@transaction.atomic
def delete_draft(*, by: User, taught: TaughtCourse) -> None:
    """Deletes a class that was never on the site. Raises PermissionDenied, and InReviewError for one that was or that
    an editor has before them or has locked."""
    row = locked(by, taught)
    if row.first_published_at is not None or not may_change(row):
        raise InReviewError
    note(by, "deleted_class", row)
    row.delete()


@transaction.atomic
def cancel_run(*, by: User, taught: TaughtCourse, uuid: UUID, reason: str) -> bool:
    """Says at once on the site that a run is cancelled, and why; no editor is asked, since residents must know.

    Returns False where there is no such run on the site or it was cancelled before. Raises PermissionDenied.
    """
    row = locked(by, taught)
    run = CourseRun.objects.filter(taught_course=row, uuid=uuid, cancelled=False).first()
    if not row.live or run is None:
        return False
    run.cancelled, run.cancelled_reason = True, reason
    run.save(update_fields=["cancelled", "cancelled_reason"])  # and not by a query: search listens for it
    note(by, "cancelled_run", row, run=str(uuid))
    return True
