"""What opens and closes requirements besides the nightly job."""

from django.dispatch import receiver

from courses.content.models import ChangeClass, CourseVersion
from courses.content.signals import course_published
from courses.records.models import Completion
from courses.records.signals import completion_revoked, completion_written, completions_written
from courses.requirements.services import meet_requirements, open_requirements
from lms.core.jobs import enqueue_job
from lms.organisation.signals import staff_changed

OPEN_REQUIREMENTS = "open_requirements"


@receiver([completion_written, completion_revoked], dispatch_uid="requirements_completion")
def close_or_reopen(sender: object, completion: Completion, **kwargs: object) -> None:
    """In the transaction of the completion, so that one never stands without the other."""
    meet_requirements(completion=completion)


@receiver(completions_written, dispatch_uid="requirements_completions")
def close_many(sender: object, completions: list[Completion], **kwargs: object) -> None:
    """The same for a whole file of completions."""
    open_requirements(person_ids={completion.person_id for completion in completions})


@receiver(staff_changed, dispatch_uid="requirements_staff")
def follow_staff(sender: object, person_ids: list[int], **kwargs: object) -> None:
    """People joined, moved or left: what is asked of them follows at once, not overnight."""
    open_requirements(person_ids=person_ids)


@receiver(course_published, dispatch_uid="requirements_major_version")
def ask_again(sender: object, version_id: int, **kwargs: object) -> None:
    """A major version asks everybody who completed an earlier one; that may be thousands, so a job does it."""
    if CourseVersion.objects.filter(pk=version_id, change_class=ChangeClass.MAJOR).exists():
        enqueue_job(OPEN_REQUIREMENTS, dedupe_key=f"version {version_id}", version_id=version_id)
