"""Hears what becomes of a class in Wagtail, and shows classes where they belong."""

from collections.abc import Callable
from typing import Any

from django.dispatch import receiver
from wagtail.admin import signal_handlers
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import published, task_submitted, workflow_approved, workflow_rejected, workflow_submitted

from courses.catalogue.identity import keep_identity
from courses.catalogue.listing import catalogue_context
from courses.catalogue.models import TaughtCourse
from courses.catalogue.review import is_about_a_class
from courses.catalogue.selectors import classes_at
from courses.catalogue.telling import TELL_EDITORS, TELL_PARTNER
from courses.content.listing import on_index_page
from inclusion_map.registry import at_place
from lms.core.jobs import enqueue_job


@receiver(published, sender=TaughtCourse, dispatch_uid="courses.catalogue.keep_identity")
def class_published(sender: type, instance: TaughtCourse, **kwargs: Any) -> None:
    """By whatever route it was published."""
    keep_identity(instance)


@receiver(task_submitted, sender=TaskState, dispatch_uid="courses.catalogue.tell_editors")
def class_submitted(sender: type, instance: TaskState, **kwargs: Any) -> None:
    """The editors hear of it once the submission is committed."""
    if is_about_a_class(instance.workflow_state):
        enqueue_job(TELL_EDITORS, dedupe_key=str(instance.pk), task_state_id=instance.pk)


@receiver(workflow_approved, sender=WorkflowState, dispatch_uid="courses.catalogue.tell_approved")
@receiver(workflow_rejected, sender=WorkflowState, dispatch_uid="courses.catalogue.tell_returned")
def class_decided(sender: type, instance: WorkflowState, **kwargs: Any) -> None:
    """The partner hears of it once the decision is committed."""
    if is_about_a_class(instance) and instance.current_task_state_id:
        key = str(instance.current_task_state_id)
        enqueue_job(TELL_PARTNER, dedupe_key=key, task_state_id=instance.current_task_state_id)


def _not_of_classes(notify: Callable[..., Any]) -> Callable[..., Any]:
    """Wagtail's own letter, except about a class: it leads into the CMS, and goes out before anything is committed."""

    def told(sender: type, instance: TaskState | WorkflowState, **kwargs: Any) -> Any:
        state = instance.workflow_state if isinstance(instance, TaskState) else instance
        return None if is_about_a_class(state) else notify(instance=instance, sender=sender, **kwargs)

    return told


# Under the names that Wagtail gives its own receivers when its admin starts, which is after this app: a name that is
# taken is not connected again.
for _signal, _sender, _notify, _name in (
    (task_submitted, TaskState, signal_handlers.task_submission_email_notifier, "group_approval_task_submitted"),
    (workflow_submitted, WorkflowState, signal_handlers.workflow_submission_email_notifier, "workflow_state_submitted"),
    (workflow_rejected, WorkflowState, signal_handlers.workflow_rejection_email_notifier, "workflow_state_rejected"),
    (workflow_approved, WorkflowState, signal_handlers.workflow_approval_email_notifier, "workflow_state_approved"),
):
    _signal.connect(_not_of_classes(_notify), sender=_sender, dispatch_uid=f"{_name}_email_notification", weak=False)

on_index_page(catalogue_context)
at_place(classes_at)
