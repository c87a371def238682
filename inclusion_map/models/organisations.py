"""Who offers help: HSDS's organization."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    """What an organisation is."""

    COUNCIL = "council", _("Council")
    NHS = "nhs", _("NHS")
    CHARITY = "charity", _("Charity or community group")
    FAITH = "faith", _("Faith group")
    BUSINESS = "business", _("Business")


class Organisation(models.Model):
    """One organisation that runs places or offers help at them.

    ``language`` is the ISO 639-1 code of the language in which its text was typed. ``is_demonstration`` marks a made-up
    one, which every page, export and feed says.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=100, unique=True)
    name = models.CharField(max_length=150)
    description = models.TextField(blank=True)
    kind = models.CharField(max_length=10, choices=OrganisationKind)
    website = models.URLField(blank=True)
    email = models.EmailField(blank=True)
    charity_number = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=10, default="en")
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
