"""What happens elsewhere and concerns certificates."""

from django.dispatch import receiver

from courses.api import completion_written, completions_written
from courses.models import Completion
from lms.core.jobs import enqueue_job


@receiver(completion_written, dispatch_uid="certificates_completion")
def ask_for_certificate(sender: object, completion: Completion, **kwargs: object) -> None:
    """In the transaction of the completion: the request for its certificate is lost only with the completion."""
    enqueue_job("issue_certificate", completion_id=completion.pk)


@receiver(completions_written, dispatch_uid="certificates_completions")
def ask_for_certificates(sender: object, completions: list[Completion], **kwargs: object) -> None:
    """The same for a whole file of completions."""
    for completion in completions:
        enqueue_job("issue_certificate", completion_id=completion.pk)
