"""Hears of publications: scheduled, bulk and workflow publishing skip the editor's hooks, but all send this signal."""

from typing import Any

from django.dispatch import receiver
from wagtail.log_actions import get_active_log_context
from wagtail.models import Locale, Revision
from wagtail.signals import page_published

from courses.content.models import CoursePage
from courses.content.selectors import source_page
from courses.content.services import publish_version


@receiver(page_published, sender=CoursePage, dispatch_uid="courses.content.record_publication")
def record_publication(*, instance: CoursePage, revision: Revision | None = None, **kwargs: Any) -> None:
    """Makes the version of a publication in the source language.

    Wagtail sends the signal too for a page that is only scheduled (not live yet) and for aliases; a translation
    makes no version and shows its source's course.
    """
    if not instance.live or instance.alias_of_id:
        return
    if instance.locale_id != Locale.get_default().pk:
        source = source_page(instance)
        CoursePage.objects.filter(pk=instance.pk).update(course=source.course if source else None)
        return
    # Somebody at the keyboard (an approver, say) is the publisher; a scheduled publication is its author's.
    user = get_active_log_context().user or (revision.user if revision else None)
    publish_version(page=instance, revision=revision, user=user)
