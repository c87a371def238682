"""What help there is at a place: HSDS's service and service at location."""

from uuid import uuid4

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel

from inclusion_map.kinds import WORDS
from inclusion_map.models.places import Place

language_code = RegexValidator(r"^[a-z]{2,3}(-[A-Za-z]{4})?$", "Use an ISO 639 code, such as pl or ta.")


class KindOfHelp(models.Model):
    """One kind of help, from a list that every installation shares. Its words are in ``inclusion_map.kinds``."""

    code = models.SlugField(max_length=30, unique=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return str(WORDS.get(self.code, self.code))


class ServiceAccess(models.TextChoices):
    """How one gets in to a service."""

    WALK_IN = "walk_in", _("Walk in")
    BOOK = "book", _("Book first")
    REFERRAL = "referral", _("Somebody refers you")
    MEMBERS = "members", _("For members")
    PHONE_FIRST = "phone_first", _("Ring first")
    HOME_VISIT = "home_visit", _("They come to you")


class ServiceSetting(models.TextChoices):
    """With whom one is helped."""

    ONE_TO_ONE = "one_to_one", _("One to one")
    GROUP = "group", _("In a group")
    BOTH = "both", _("One to one or in a group")


class Stock(models.TextChoices):
    """Whether there is a SIM or device to give away just now."""

    AVAILABLE = "available", _("In stock")
    LOW = "low", _("Only a few left")
    NONE = "none", _("None just now")
    ASK = "ask", _("Ask")


class Service(ClusterableModel):
    """One kind of help, or several, offered at one place. Without times of its own it is offered when staff are there.

    Ages are whole years, both ends included; None is no limit. ``cost`` is in words; empty with ``is_free`` unset
    means that nobody has said. Text is in ``language``.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    place = ParentalKey(Place, on_delete=models.CASCADE, related_name="services")
    title = models.CharField(max_length=100)
    description = models.CharField(max_length=300, blank=True)
    kinds = ParentalManyToManyField(KindOfHelp, related_name="services")
    access = models.CharField(max_length=12, choices=ServiceAccess)
    booking_link = models.URLField(blank=True)
    is_free = models.BooleanField(null=True, blank=True, help_text="Empty: nobody has said.")
    cost = models.CharField(max_length=200, blank=True)
    for_whom = models.CharField(max_length=200, blank=True)
    minimum_age = models.PositiveSmallIntegerField(null=True, blank=True)
    maximum_age = models.PositiveSmallIntegerField(null=True, blank=True)
    bring = models.CharField("what to bring", max_length=200, blank=True)
    setting = models.CharField(max_length=10, choices=ServiceSetting, blank=True)
    stock = models.CharField(max_length=10, choices=Stock, blank=True, help_text="Of free SIMs or devices.")
    stock_as_of = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=10, default="en", help_text="In which language the text here is written.")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["place", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minimum_age__isnull=True)
                | Q(maximum_age__isnull=True)
                | Q(maximum_age__gte=F("minimum_age")),
                name="inclusion_map_service_ages_in_order",
            ),
            # A count of what is left is worth nothing without its day.
            models.CheckConstraint(
                condition=Q(stock="") | Q(stock_as_of__isnull=False), name="inclusion_map_service_stock_has_a_day"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Speaker(models.TextChoices):
    """Who speaks the language."""

    STAFF = "staff", _("Staff")
    VOLUNTEER = "volunteer", _("A volunteer")
    INTERPRETER = "interpreter", _("An interpreter, if you ask")


class ServiceLanguage(models.Model):
    """One language in which a service is offered: an ISO 639 code, and who speaks it."""

    service = ParentalKey(Service, on_delete=models.CASCADE, related_name="languages")
    code = models.CharField(max_length=10, validators=[language_code])
    speaker = models.CharField(max_length=12, choices=Speaker, default=Speaker.STAFF)

    class Meta:
        ordering = ["service", "code"]
        constraints = [
            models.UniqueConstraint(fields=["service", "code"], name="inclusion_map_servicelanguage_once"),
        ]

    def __str__(self) -> str:
        return self.code
