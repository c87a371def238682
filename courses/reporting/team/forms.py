"""Which day, which of my people: the filter above a team."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lms.core.clock import today

SHOWN = {
    "all": _("Everybody"),
    "overdue": _("Overdue"),
    "due_soon": _("Due in the next 4 weeks"),
    "not_yet_due": _("Not yet due"),
    "met": _("Up to date"),
    "excused": _("Excused"),
}
DIRECT, INDIRECT = "direct", "indirect"


@dataclass(frozen=True)
class Question:
    """What the reader asked of their team. Empty: not asked."""

    on: dt.date
    indirect: bool = False
    unit: str = ""
    programme: str = ""
    show: str = "all"
    name: str = ""


class TeamForm(forms.Form):
    """The filter of the team page. Its names are those of the address, so that a link is a form filled in."""

    q = forms.CharField(label=_("Name"), required=False, max_length=100)
    as_at = forms.DateField(
        label=_("As at"),
        required=False,
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("“As at” must be a real date, such as 2026-03-27.")},
    )
    include = forms.ChoiceField(
        label=_("Whom to show"),
        required=False,
        choices=[(DIRECT, _("People who report to me")), (INDIRECT, _("Everybody below me"))],
        error_messages={"invalid_choice": _("Choose people who report to you, or everybody below you.")},
    )
    unit = forms.CharField(label=_("Unit"), required=False, max_length=40)
    programme = forms.CharField(label=_("Programme"), required=False, max_length=60)
    show = forms.ChoiceField(
        required=False,
        choices=list(SHOWN.items()),
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("There is no such list of people: everybody is shown.")},
    )

    def clean_as_at(self) -> dt.date | None:
        """Not a day to come: nobody knows yet who will report to whom, or what they will have done."""
        day: dt.date | None = self.cleaned_data["as_at"]
        if day and day > today():
            raise ValidationError(_("“As at” must be today or an earlier day: nothing is known of a day to come."))
        return day

    def question(self) -> Question:
        """What was asked; of a field that is wrong, what would have been asked without it."""
        self.full_clean()
        given: dict[str, Any] = getattr(self, "cleaned_data", {})
        return Question(
            on=given.get("as_at") or today(),
            indirect=given.get("include") == INDIRECT,
            unit=(given.get("unit") or "").strip(),
            programme=(given.get("programme") or "").strip(),
            show=given.get("show") or "all",
            name=(given.get("q") or "").strip(),
        )

    def offer(self, name: str, choices: list[tuple[str, str]], everything: str) -> None:
        """Makes a field a choice among what there is, or takes it away where there is nothing to choose."""
        if len(choices) < 2 and not self[name].value():
            del self.fields[name]
            return
        self.fields[name].widget = forms.Select(choices=[("", everything), *choices])
