"""What a resident fills in: where they are, what they need, what is wrong with a page."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from inclusion_map.finding.query import HOURS
from inclusion_map.finding.wanted import WEEKDAYS, Wanted, When
from inclusion_map.kinds import WORDS
from inclusion_map.languages import Language
from inclusion_map.models import PostcodeArea, Ward
from inclusion_map.postcodes import MOST_CHARACTERS
from inclusion_map.sentences import clock


class WhereForm(forms.Form):
    """A postcode, a part of one, or the name of an area or a place. Posted, so that no address ever holds it."""

    near = forms.CharField(
        label=_lazy("Where are you?"),
        max_length=MOST_CHARACTERS,
        error_messages={
            "required": _lazy("Type a postcode, or the name of an area."),
            "max_length": _lazy("Type only a postcode, or the name of an area."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "spellcheck": "false", "enterkeyhint": "search"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["near"].help_text = where_hint()

    def not_understood(self) -> None:
        """Says that nothing was found by what was typed, and what to type."""
        self.add_error("near", _("We do not know that place. Type a postcode, or the name of an area.") + _examples())


def where_hint() -> str:
    """What may be typed, with examples from this borough."""
    return _("A postcode, the first part of one, or the name of an area.") + _examples()


def _examples() -> str:
    """A sentence with the borough's largest sector and first ward; empty where none is loaded."""
    sector = (
        PostcodeArea.objects.filter(level=PostcodeArea.Level.SECTOR, in_borough=True).order_by("-postcodes").first()
    )
    ward = Ward.objects.only("name").first()
    if sector is None or ward is None:
        return ""
    return " " + _("For example: %(postcode)s or %(area)s.") % {"postcode": sector.code, "area": ward.name}


class WantedForm(forms.Form):
    """The filters. Refuses nothing: ``inclusion_map.finding.query`` reads what was sent and leaves nonsense out."""

    use_required_attribute = False  # nothing has to be chosen, and a browser would insist

    kind = forms.MultipleChoiceField(
        label=_lazy("What do you need help with?"), choices=list(WORDS.items()), widget=forms.CheckboxSelectMultiple
    )
    when = forms.ChoiceField(label=_lazy("When?"), widget=forms.RadioSelect)
    day = forms.ChoiceField(label=_lazy("Day"))
    hour = forms.ChoiceField(label=_lazy("Time"))
    walk_in = forms.BooleanField(label=_lazy("I want to walk in, without booking"))
    step_free = forms.BooleanField(label=_lazy("I need a way in without steps"))
    language = forms.ChoiceField(label=_lazy("In which language?"))

    def __init__(self, wanted: Wanted, *, today: dt.date, languages: list[Language]) -> None:
        super().__init__(
            initial={
                "kind": list(wanted.kinds),
                "when": wanted.when.value,
                "day": wanted.weekday or WEEKDAYS[today.weekday()],
                "hour": str(wanted.hour or 10),
                "walk_in": wanted.walk_in,
                "step_free": wanted.step_free,
                "language": wanted.language,
            }
        )
        self.fields["when"].choices = [  # type: ignore[attr-defined]
            (When.ANY.value, _("Any time")),
            (When.NOW.value, _("Open now")),
            (When.TODAY.value, _("Later today, or now")),
            (When.AT.value, _("On a day and at a time that I choose")),
        ]
        days = [today + dt.timedelta(days=ahead) for ahead in range(7)]
        self.fields["day"].choices = [  # type: ignore[attr-defined]
            (WEEKDAYS[day.weekday()], date_format(day, "l")) for day in days
        ]
        self.fields["hour"].choices = [(str(hour), clock(dt.time(hour))) for hour in HOURS]  # type: ignore[attr-defined]
        for name in ("walk_in", "step_free"):
            self.fields[name].widget.attrs["value"] = "1"
        self.fields["language"].choices = [  # type: ignore[attr-defined]
            ("", _("Any language")),
            *((one.code, _name_twice(one)) for one in languages),
        ]


def _name_twice(one: Language) -> str:
    """A language in the reader's words and its own, for somebody who reads only the one or the other."""
    return one.name if one.name.casefold() == one.own_name.casefold() else f"{one.own_name} ({one.name})"


class ReportForm(forms.Form):
    """Something on a place's page is wrong."""

    text = forms.CharField(
        label=_lazy("What is wrong?"),
        help_text=_lazy("For example: it is closed on Mondays now. Do not tell us your name, address or phone number."),
        max_length=1000,
        error_messages={
            "required": _lazy("Tell us what is wrong."),
            "max_length": _lazy("Use fewer words: at most 1,000 letters."),
        },
        widget=forms.Textarea(attrs={"rows": 5}),
    )
