"""The closed lists of the applet, in words a resident would use."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from inclusion_map.languages import NAMES


class Level(models.TextChoices):
    """How much somebody can do already.

    The steps of the Essential Digital Skills framework (Department for Education, 2019) in plain words: foundation
    skills, skills for life, skills for work. The codes are also those of courses on this site.
    """

    FIRST_STEPS = "first-steps", _("First steps")
    EVERYDAY = "everyday", _("Everyday life")
    WORK = "work", _("Work")


# What each level means, beside its name.
LEVEL_HINTS = {
    Level.FIRST_STEPS: _("You have hardly used a phone, a tablet or a computer, or not at all."),
    Level.EVERYDAY: _("You can turn it on and find your way: messages, forms, shopping and staying safe come next."),
    Level.WORK: _("For looking for a job or doing one: documents, e-mail, meetings, working with others."),
}

DAYS = (
    ("MO", _("Monday")),
    ("TU", _("Tuesday")),
    ("WE", _("Wednesday")),
    ("TH", _("Thursday")),
    ("FR", _("Friday")),
    ("SA", _("Saturday")),
    ("SU", _("Sunday")),
)
DAY_CODES = tuple(code for code, _name in DAYS)


def language_choices() -> list[tuple[str, str]]:
    """Every language that a class may be taught in, in the reader's words; English first."""
    return [(code, str(name)) for code, (name, _own) in NAMES.items()]


def written_choices() -> list[tuple[str, str]]:
    """Every language that a text may be typed in: signed languages have no writing."""
    return [(code, name) for code, name in language_choices() if code != "bfi"]
