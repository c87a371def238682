"""Letters about a class: to the editors when it waits for them, to its partner when they have decided."""

from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.mail import EmailMessage, get_connection
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import GroupApprovalTask, TaskState

from courses.catalogue.models import TaughtCourse
from courses.catalogue.permissions import members_to_tell
from lms.people.models import User

TELL_EDITORS = "tell_editors_of_class"
TELL_PARTNER = "tell_partner_of_class"


def tell_editors(task_state_id: int) -> None:
    """Writes to everybody who may decide about a class that waits; to nobody where it waits no longer."""
    state = TaskState.objects.filter(pk=task_state_id, status=TaskState.STATUS_IN_PROGRESS).first()
    if state is None or not isinstance(task := state.task.specific, GroupApprovalTask):
        return
    taught = _class_of(state)
    if taught is None:
        return
    editors = User.objects.filter(groups__in=Group.objects.filter(groupapprovaltask=task), is_active=True)
    with override(settings.LANGUAGE_CODE):
        address = reverse(TaughtCourse.snippet_viewset.get_url_name("edit"), args=[taught.pk])
        subject = _("A class waits for you: %(title)s") % {"title": taught.title}
        text = _(
            "%(provider)s has sent “%(title)s” for approval. Look at it, and approve it or say what to change:\n\n"
            "%(address)s\n"
        ) % {"provider": taught.provider.name, "title": taught.title, "address": settings.SITE_URL + address}
        _send(editors.filter(email__isnull=False).distinct().order_by("pk"), subject, text)


def tell_partner(task_state_id: int) -> None:
    """Writes to everybody who writes for the provider what the editor decided, with the comment."""
    state = TaskState.objects.filter(pk=task_state_id).first()
    taught = _class_of(state) if state else None
    if state is None or taught is None or state.status not in (TaskState.STATUS_APPROVED, TaskState.STATUS_REJECTED):
        return
    with override(settings.LANGUAGE_CODE):
        subject, text = _decision(state, taught)
        _send(members_to_tell(taught.provider), subject, text)


def _decision(state: TaskState, taught: TaughtCourse) -> tuple[str, str]:
    known = {
        "title": taught.title,
        "comment": state.comment,
        "page": settings.SITE_URL + reverse("class_page", args=[taught.slug]),
        "desk": settings.SITE_URL + reverse("publish_class", args=[taught.uuid]),
    }
    if state.status == TaskState.STATUS_APPROVED:
        subject = _("Your class is on the site: %(title)s") % known
        text = _("A council editor has approved “%(title)s”. Residents can find it now:\n\n%(page)s\n") % known
    else:
        subject = _("Please change something: %(title)s") % known
        text = _("A council editor asks you to change “%(title)s” and send it again:\n\n%(desk)s\n") % known
    if state.comment:
        text += "\n" + _("The editor wrote: %(comment)s") % known + "\n"
    return subject, text


def _class_of(state: TaskState) -> TaughtCourse | None:
    """The class as the editor saw it: a title that was changed is the new one."""
    found = state.revision.as_object() if state.revision else None
    return found if isinstance(found, TaughtCourse) else None


def _send(people: Iterable[User], subject: str, text: str) -> None:
    """One letter each, so that nobody sees who else had one. Subjects are one line."""
    subject = " ".join(subject.split())
    letters = [EmailMessage(subject=subject, body=text, to=[person.email]) for person in people if person.email]
    get_connection().send_messages(letters)
