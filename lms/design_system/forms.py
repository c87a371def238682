"""Form pieces that Django does not have: a date in three boxes, and choices with a hint."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _


class HintedChoice(str):
    """A choice's words with a hint below them: `(value, HintedChoice("Words", hint="More"))`."""

    hint: str

    def __new__(cls, words: str, *, hint: str = "") -> "HintedChoice":
        choice = super().__new__(cls, words)
        choice.hint = hint
        return choice


class DateInput(forms.MultiWidget):
    """Day, month and year in three boxes, in that order; easier than a calendar for a known date."""

    use_fieldset = True
    parts = (("day", _("Day")), ("month", _("Month")), ("year", _("Year")))

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        widgets: dict[str, forms.Widget | type[forms.Widget]] = {
            name: forms.TextInput(attrs={"inputmode": "numeric"}) for name, _label in self.parts
        }
        super().__init__(widgets, attrs)

    def decompress(self, value: Any) -> list[Any]:
        if isinstance(value, date):
            return [value.day, value.month, value.year]
        return [None, None, None]

    def id_for_label(self, id_: str) -> str:
        """The first box: where the error summary leads."""
        return f"{id_}_0" if id_ else id_


class DatePartsField(forms.MultiValueField):
    """A date typed as day, month and year. Cleans to a `datetime.date`, or None when left empty."""

    widget = DateInput

    default_error_messages = {
        "required": _("Enter a date."),
        "incomplete": _("The date must have a day, a month and a year."),
        "impossible": _("This must be a real date, such as 27 3 2027."),
    }

    def __init__(self, **kwargs: Any) -> None:
        fields = tuple(forms.CharField(required=False) for _part in DateInput.parts)
        kwargs.setdefault("require_all_fields", False)
        super().__init__(fields, **kwargs)

    def clean(self, value: Any) -> date | None:
        parts = [str(part or "").strip() for part in (value or ["", "", ""])]
        if not any(parts):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        if not all(parts):
            raise ValidationError(self.error_messages["incomplete"], code="incomplete")
        cleaned = self.compress(parts)
        self.run_validators(cleaned)
        return cleaned

    def compress(self, data_list: Any) -> date | None:
        if not data_list:
            return None
        try:
            day, month, year = (int(part) for part in data_list)
            return _real_date(day, month, year)
        except ValueError as error:
            raise ValidationError(self.error_messages["impossible"], code="impossible") from error


def _real_date(day: int, month: int, year: int) -> date:
    if not 1900 <= year <= 2200:
        raise ValueError("year out of range")
    return date(year, month, day)


def _missing(bound: BoundField) -> str:
    """What to say when a required answer is missing, where the form's author has not said it."""
    widget = bound.field.widget
    if isinstance(widget, forms.CheckboxInput):
        words = _("Tick “%(label)s” to go on.")
    elif isinstance(widget, forms.FileInput):
        words = _("Choose a file for “%(label)s”.")
    elif isinstance(widget, (forms.Select, forms.RadioSelect)):
        words = _("Choose an answer for “%(label)s”.")
    else:
        words = _("Fill in “%(label)s”.")
    return str(words) % {"label": bound.label}


def plain_errors(bound: BoundField) -> list[str]:
    """Errors of one field. "This field is required." names no field, so it is said in words that do."""
    usual = str(forms.Field.default_error_messages["required"])
    return [_missing(bound) if str(error) == usual else str(error) for error in bound.errors]


def first_error_target(form: forms.BaseForm, name: str) -> str:
    """The id an error about `name` leads to: its input, or the first of its choices or boxes."""
    bound = form[name]
    widget = bound.field.widget
    if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return f"{bound.auto_id}_0"
    return bound.id_for_label or bound.auto_id


def error_list(form: forms.BaseForm) -> list[Mapping[str, str]]:
    """Every error of `form` as `{"text", "target"}`, the form's own first (without target), then by field."""
    found: list[Mapping[str, str]] = [{"text": str(text), "target": ""} for text in form.non_field_errors()]
    for name in form.fields:
        found += [{"text": text, "target": first_error_target(form, name)} for text in plain_errors(form[name])]
    return found
