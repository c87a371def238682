"""What the page after a passed check says about the certificate."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _

from certificates.models import Certificate
from courses.api import NextStep, register_next_steps
from courses.models import Completion


@register_next_steps
def certificate_step(completion: Completion, on: dt.date) -> list[NextStep]:
    """The certificate where it is ready, else where it will be: the worker needs a moment."""
    certificate = Certificate.objects.filter(completion=completion, programme__isnull=True).first()
    if certificate is not None:
        return [NextStep(_("Open your certificate"), certificate.get_absolute_url())]
    return [
        NextStep(
            _("Find your certificate in My learning"),
            reverse("learn"),
            _("We are making it now. It is usually ready within a minute."),
        )
    ]
