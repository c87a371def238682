"""The closed lists of the applet."""

from django.db import models

# The group whose members write pages and decide about classes in Wagtail.
EDITORS_GROUP = "Council editors"


class OpenTo(models.TextChoices):
    """Who may work through a course."""

    STAFF = "staff", "Council staff, signed in"
    EVERYONE = "everyone", "Everyone, without an account"


class ChangeClass(models.TextChoices):
    """What a new version asks of people who completed an earlier one. The editor chooses when publishing."""

    EDITORIAL = "editorial", "Editorial: completions count as before"
    MINOR = "minor", "Minor: completions count until they expire"
    MAJOR = "major", "Major: everyone must do it again"
