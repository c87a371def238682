"""What opens and closes requirements besides the nightly job."""

from django.dispatch import receiver

from courses.records.models import Completion
from courses.records.signals import completion_revoked, completion_written
from courses.requirements.services import meet_requirements, open_requirements
from lms.organisation.signals import staff_changed


@receiver([completion_written, completion_revoked], dispatch_uid="requirements_completion")
def close_or_reopen(sender: object, completion: Completion, **kwargs: object) -> None:
    """In the transaction of the completion, so that one never stands without the other."""
    meet_requirements(completion=completion)


@receiver(staff_changed, dispatch_uid="requirements_staff")
def follow_staff(sender: object, person_ids: list[int], **kwargs: object) -> None:
    """People joined, moved or left: what is asked of them follows at once, not overnight."""
    open_requirements(person_ids=person_ids)
