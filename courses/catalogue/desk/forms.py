"""The pages of a class at the desk, one form each. A form's cleaned data are the columns it fills."""

import datetime as dt
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from courses.catalogue.choices import DAY_CODES, DAYS, LEVEL_HINTS, Level, language_choices, written_choices
from courses.catalogue.models import Provider
from courses.catalogue.rules import MOST_OUTCOMES
from courses.catalogue.sessions import LONGEST_DAYS, Period, code_of
from lms.core.clock import today
from lms.design_system.forms import DatePartsField, HintedChoice

CLOCK = re.compile(r"^(\d{1,2})(?:[:.]?(\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?$", re.IGNORECASE)
WORDS_FOR_TIMES = {"noon": dt.time(12), "midday": dt.time(12), "12 noon": dt.time(12)}


class ClockField(forms.CharField):
    """A time of day as people type it: 10am, 10.30am, 2:15 pm, 14:15. Cleans to a `datetime.time`."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        if known := WORDS_FOR_TIMES.get(text.casefold()):
            return known
        found = CLOCK.match(text)
        if not found:
            raise ValidationError(_("Write a time such as 10am or 2:30pm."))
        hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").casefold().replace(".", "")
        if half and not 1 <= hour <= 12:
            raise ValidationError(_("Write a time such as 10am or 2:30pm."))
        if half:
            hour = hour % 12 + (12 if half == "pm" else 0)
        try:
            return dt.time(hour, minute)
        except ValueError as error:
            raise ValidationError(_("Write a time such as 10am or 2:30pm.")) from error


def plain_lines(text: str) -> list[str]:
    """The lines of a text without those that are empty, and without bullets typed before them."""
    lines = (line.strip().lstrip("-•*").strip() for line in text.splitlines())
    return [line for line in lines if line]


def level_choices() -> list[tuple[str, str]]:
    """Each level with what it means, in the language of the page."""
    return [(level.value, HintedChoice(str(level.label), hint=str(LEVEL_HINTS[level]))) for level in Level]


class AboutForm(forms.Form):
    """What it is called and what one can do afterwards."""

    title = forms.CharField(
        label=_("What is the class called?"),
        max_length=120,
        help_text=_("In words a beginner would use, such as “Use your phone for the first time”."),
    )
    outcomes = forms.CharField(
        label=_("What will people be able to do afterwards?"),
        max_length=1000,
        help_text=_("One to five things, each on a line of its own. Each goes on from “You will be able to …”."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    language = forms.ChoiceField(
        label=_("Which language are you writing in?"),
        choices=written_choices,
        help_text=_("So that a screen reader speaks your words as they sound. What you teach in comes next."),
    )

    def clean_outcomes(self) -> str:
        lines = plain_lines(self.cleaned_data["outcomes"])
        if not lines:
            raise ValidationError(_("Say at least one thing that people will be able to do."))
        if len(lines) > MOST_OUTCOMES:
            raise ValidationError(_("That is more than five. Keep the five that matter most."))
        return "\n".join(lines)


class NewForm(AboutForm):
    """The first page of a new class. ``uuid`` makes pressing the button twice make one class."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    provider = forms.ModelChoiceField(label=_("Who offers it?"), queryset=Provider.objects.none(), to_field_name="slug")
    field_order = ("provider", "title", "outcomes", "language")

    def __init__(self, *args: Any, providers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["provider"]
        field.queryset = providers  # type: ignore[attr-defined]  # it is a ModelChoiceField
        if len(providers) == 1:
            field.widget, field.required, field.initial = forms.HiddenInput(), False, providers[0].slug


class WhoForm(forms.Form):
    """Who it is for."""

    level = forms.ChoiceField(
        label=_("How much can people do already?"),
        widget=forms.RadioSelect,
        choices=level_choices,
        error_messages={"required": _("Choose how much people can do already.")},
    )
    teaching_language = forms.ChoiceField(label=_("Which language do you teach in?"), choices=language_choices)
    for_whom = forms.CharField(
        label=_("Who else should know that it is for them?"),
        max_length=300,
        required=False,
        help_text=_("Such as: women only, people over 60, parents with small children. Leave empty for everybody."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    access_needs = forms.CharField(
        label=_("What help is there with access?"),
        max_length=300,
        required=False,
        help_text=_("Such as: large print, a hearing loop, a signer if you ask a week before."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class CostForm(forms.Form):
    """What it costs and how one gets a seat."""

    is_free = forms.TypedChoiceField(
        label=_("Does it cost anything?"),
        widget=forms.RadioSelect,
        choices=[("True", _("It is free")), ("False", _("People pay"))],
        coerce=lambda value: value == "True",
        error_messages={"required": _("Choose whether it is free.")},
    )
    price = forms.CharField(
        label=_("If people pay: how much?"), max_length=120, required=False, help_text=_("Such as: £12 for six weeks.")
    )
    concessions = forms.CharField(label=_("If people pay: who pays less, or nothing?"), max_length=200, required=False)
    how_to_book = forms.CharField(
        label=_("How do people book?"),
        max_length=300,
        help_text=_("Such as: just come along; or: ring us on weekdays and ask for a seat."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    booking_phone = forms.CharField(label=_("Phone number for booking"), max_length=40, required=False)
    booking_email = forms.EmailField(
        label=_("E-mail address for booking"),
        required=False,
        error_messages={"invalid": _("Write an e-mail address such as name@example.org.")},
    )
    booking_link = forms.URLField(
        label=_("Web page for booking"),
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Write a web address such as https://example.org/book.")},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("is_free"):
            cleaned["price"] = cleaned["concessions"] = ""
        elif cleaned.get("is_free") is False and not cleaned.get("price"):
            self.add_error("price", _("Say how much people pay."))
        return cleaned


class WhenForm(forms.Form):
    """One run: its days and times. The place was chosen on the page before."""

    run = forms.UUIDField(widget=forms.HiddenInput)
    first_day = DatePartsField(label=_("First day"), error_messages={"required": _("Enter the first day.")})
    last_day = DatePartsField(
        label=_("Last day"), required=False, help_text=_("Leave empty when it is held on one day only.")
    )
    weekdays = forms.MultipleChoiceField(
        label=_("On which days of the week?"),
        choices=DAYS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Not needed when it is held on one day only."),
    )
    starts = ClockField(label=_("Starts at"), help_text=_("Such as 10am or 2:30pm."), max_length=12)
    ends = ClockField(label=_("Ends at"), max_length=12)
    capacity = forms.IntegerField(
        label=_("For how many people is there room?"), required=False, min_value=1, max_value=1000
    )
    note = forms.CharField(
        label=_("Anything people must know about these dates?"),
        max_length=200,
        required=False,
        help_text=_("Such as: room 2, first floor; no class at half-term."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self._check_times(cleaned)
        first = cleaned.get("first_day")
        if first is not None and "last_day" in cleaned:
            cleaned["last_day"] = cleaned["last_day"] or first
            self._check_days(cleaned)
        return cleaned

    def _check_times(self, cleaned: dict[str, Any]) -> None:
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", _("It must end after it starts, on the same day."))

    def _check_days(self, cleaned: dict[str, Any]) -> None:
        first, last = cleaned["first_day"], cleaned["last_day"]
        if last < first:
            self.add_error("last_day", _("The last day is before the first."))
            return
        if last < today():
            self.add_error("last_day", _("These days are over. Enter days to come."))
        if (last - first).days > LONGEST_DAYS:
            self.add_error("last_day", _("That is more than a year. Add one set of dates for each term."))
            return
        days = [code_of(first)] if first == last else cleaned.get("weekdays") or []
        if not days:
            self.add_error("weekdays", _("Choose at least one day of the week."))
            return
        period = Period(first, last, tuple(days), dt.time(9), dt.time(10))
        if not any(period.days()):
            self.add_error("weekdays", _("None of these days of the week lies between the first and the last day."))
        cleaned["weekdays"] = ",".join(code for code in DAY_CODES if code in days)


class CancelForm(forms.Form):
    """Why dates are cancelled: people who were coming read it."""

    reason = forms.CharField(
        label=_("What should people know?"),
        max_length=200,
        help_text=_("Such as: the tutor is ill, we start again on 3 March. Everybody can read this."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class TermForm(forms.Form):
    """When the next term begins."""

    start = DatePartsField(
        label=_("When does the new term begin?"),
        help_text=_("The dates move by whole weeks, so that Tuesdays stay Tuesdays."),
        error_messages={"required": _("Enter the day on which the new term begins.")},
    )

    weeks = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=150)

    def clean_start(self) -> dt.date:
        start = self.cleaned_data["start"]
        if start < today():
            raise ValidationError(_("That day has passed. Enter a day to come."))
        if (start - today()).days > 2 * LONGEST_DAYS:
            raise ValidationError(_("That is more than two years ahead."))
        return start
