"""Where help is: HSDS's location, with what is there and how to get in."""

from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel

from inclusion_map.models.organisations import Organisation
from inclusion_map.validity import TAKEN_SLUGS

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class PlaceKind(models.TextChoices):
    """What kind of place it is."""

    LIBRARY = "library", _("Library")
    DIGITAL_ZONE = "digital_zone", _("Digital zone")
    CONTACT_CENTRE = "contact_centre", _("Council contact centre")
    COMMUNITY_HUB = "community_hub", _("Community hub")
    ADULT_LEARNING = "adult_learning", _("Adult learning centre")
    GP = "gp", _("Doctor's surgery")
    FOOD_SUPPORT = "food_support", _("Food support")
    FAITH = "faith", _("Place of worship")
    OTHER = "other", _("Other place")


class PlaceStatus(models.TextChoices):
    """Whether a place is in use at all; its opening times say when."""

    OPEN = "open", _("Open")
    TEMPORARILY_CLOSED = "temporarily_closed", _("Closed for now")
    CLOSED = "closed", _("Closed for good")
    PLANNED = "planned", _("Not open yet")


class Answer(models.TextChoices):
    """What we know about a feature. Nobody having said is "unknown", never "no"."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("We do not know yet")


class HolidayPolicy(models.TextChoices):
    """What a place does on a bank holiday."""

    UNKNOWN = "unknown", _("Nobody has said")
    CLOSED = "closed", _("Closed")
    NORMAL = "normal", _("The usual times")
    OWN = "own", _("Its own times: the opening rules for PH")


def answer(label: "_StrPromise") -> models.CharField:
    """A feature of a place that it has, does not have, or that nobody has said anything about."""
    return models.CharField(label, max_length=7, choices=Answer, default=Answer.UNKNOWN)


def note() -> models.CharField:
    """A few words beside an answer, in the place's own language."""
    return models.CharField(max_length=200, blank=True)


# The yes, no or unknown columns, in the order in which pages, exports and the editor show them.
FACILITIES: tuple[str, ...] = ("wifi", "booking_needed", "card_or_id_needed", "printing", "scanning", "phone_charging")
FACILITIES += ("private_space", "toilets")
ACCESS_FEATURES: tuple[str, ...] = (
    "step_free_entrance",
    "step_free_throughout",
    "lift",
    "accessible_toilet",
    "changing_places",
)
ACCESS_FEATURES += ("blue_badge_parking", "hearing_loop", "bsl_on_request", "large_print", "screen_reader")
ACCESS_FEATURES += ("magnifier", "adjustable_desk", "quiet_space")


class Place(ClusterableModel):
    """One place where somebody can get help or use a computer.

    Coordinates are WGS 84 degrees to six decimals; ``coordinates_from`` says who gave them. A place is on the site
    once it is ``published``: an address nobody has verified stays a draft. Text is in ``language``. Its times are
    ``OpeningRule`` rows: a place without one says that its hours are not confirmed.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=100, unique=True)
    published = models.BooleanField(default=False)
    is_demonstration = models.BooleanField(default=False, help_text="Made up: every page and export says so.")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="places")
    name = models.CharField(max_length=150)
    other_names = models.TextField(blank=True, help_text="One a line. A closed place is still searched for by name.")
    kind = models.CharField(max_length=15, choices=PlaceKind)
    language = models.CharField(max_length=10, default="en", help_text="In which language the text here is written.")

    address = models.CharField(max_length=250)
    postcode = models.CharField(max_length=8, blank=True, help_text="With its space: AB1 2CD.")
    uprn = models.CharField("UPRN", max_length=12, blank=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    coordinates_from = models.CharField(max_length=100, blank=True)
    ward_code = models.CharField(max_length=9, blank=True, db_index=True, help_text="From the postcode, when known.")
    how_to_find = models.TextField(blank=True)
    transport = models.TextField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    text_phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    website = models.URLField(blank=True)

    status = models.CharField(max_length=20, choices=PlaceStatus, default=PlaceStatus.OPEN)
    status_reason = models.CharField(max_length=250, blank=True)
    status_until = models.DateField(null=True, blank=True, help_text="The last day the status holds, when known.")
    replaced_by = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="replaces")
    bank_holidays = models.CharField(max_length=10, choices=HolidayPolicy, default=HolidayPolicy.UNKNOWN)
    appointment_only = models.BooleanField(default=False, help_text="Nobody is seen without an appointment.")

    computers = models.PositiveSmallIntegerField(null=True, blank=True, help_text="For the public. Empty: unknown.")
    time_limit_minutes = models.PositiveSmallIntegerField(null=True, blank=True, help_text="At a computer.")
    wifi = answer(_("Free Wi-Fi"))
    wifi_how = models.CharField(max_length=200, blank=True)
    booking_needed = answer(_("Booking needed for a computer"))
    card_or_id_needed = answer(_("Library card or ID needed"))
    card_or_id_note = note()
    printing = answer(_("Printing"))
    scanning = answer(_("Scanning"))
    phone_charging = answer(_("Phone charging"))
    private_space = answer(_("A private space"))
    toilets = answer(_("Toilets"))

    step_free_entrance = answer(_("Step-free entrance"))
    step_free_entrance_note = note()
    step_free_throughout = answer(_("Step-free throughout"))
    step_free_throughout_note = note()
    lift = answer(_("Lift"))
    lift_note = note()
    accessible_toilet = answer(_("Accessible toilet"))
    accessible_toilet_note = note()
    changing_places = answer(_("Changing Places toilet"))
    changing_places_note = note()
    blue_badge_parking = answer(_("Blue Badge parking"))
    blue_badge_parking_note = note()
    hearing_loop = answer(_("Hearing loop"))
    hearing_loop_note = note()
    bsl_on_request = answer(_("British Sign Language on request"))
    bsl_on_request_note = note()
    large_print = answer(_("Large print"))
    large_print_note = note()
    screen_reader = answer(_("Screen reader on a computer"))
    screen_reader_note = note()
    magnifier = answer(_("Magnifier"))
    magnifier_note = note()
    adjustable_desk = answer(_("Height-adjustable desk"))
    adjustable_desk_note = note()
    quiet_space = answer(_("Quiet space"))
    quiet_space_note = note()
    access_guide = models.URLField(blank=True, help_text="A detailed access guide somebody else publishes.")
    access_checked_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True, help_text="Where the facts come from. Not shown.")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            # A distance needs both or neither.
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="inclusion_map_place_whole_coordinates",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True)
                | Q(latitude__gte=49, latitude__lte=61, longitude__gte=-9, longitude__lte=2),
                name="inclusion_map_place_in_britain",
            ),
            models.CheckConstraint(
                condition=Q(replaced_by__isnull=True) | ~Q(replaced_by=models.F("pk")),
                name="inclusion_map_place_not_its_own_successor",
            ),
            # Its page would be hidden behind another.
            models.CheckConstraint(condition=~Q(slug__in=TAKEN_SLUGS), name="inclusion_map_place_address_of_its_own"),
        ]

    def __str__(self) -> str:
        return self.name
