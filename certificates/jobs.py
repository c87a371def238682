"""The background work of certificates."""

import datetime as dt

from certificates.services import issue_for
from courses.models import Completion
from lms.core.jobs import job


@job("issue_certificate", max_attempts=8, lease=dt.timedelta(seconds=20))
def issue_certificate(completion_id: int) -> None:
    """Issues what one completion earns. The lease is a thousand times what drawing takes."""
    rows = Completion.objects.select_related("person", "course", "version").defer("version__content")
    completion = rows.get(pk=completion_id)
    issue_for(completion=completion)
