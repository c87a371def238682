"""The editor's forms: they refuse what ``validity`` refuses, in its words."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.forms import BaseInlineFormSet
from wagtail.admin.forms import WagtailAdminModelForm

from inclusion_map.addresses import complete_address
from inclusion_map.models import Place, Report
from inclusion_map.times import days_of, times_of
from inclusion_map.validity import (
    WEEKDAYS,
    Wrong,
    overlapping_days,
    overlapping_times,
    tidy_postcode,
    wrong_with_ages,
    wrong_with_check,
    wrong_with_days,
    wrong_with_point,
    wrong_with_slug,
    wrong_with_stock,
    wrong_with_times,
)
from lms.core import clock

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "Bank holidays")


class ValidForm(WagtailAdminModelForm):
    """A form that says what is wrong in words; the database's constraints stand behind it."""

    def wrong(self) -> Iterable[Wrong]:
        """What is wrong with the instance as it would be saved."""
        return ()

    def _post_clean(self) -> None:
        """Asks our rules in place of the constraints, which would be told by their names."""
        self.instance.validate_constraints = lambda **_: None
        try:
            super()._post_clean()
        finally:
            del self.instance.validate_constraints
        for wrong in () if self.errors else self.wrong():
            self.add_error(wrong.field if wrong.field in self.fields else None, wrong.message)


class RuleForm(ValidForm):
    """One opening rule, its weekdays ticked."""

    weekdays = forms.MultipleChoiceField(
        choices=list(zip(WEEKDAYS, DAY_NAMES, strict=True)), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["weekdays"] = self.instance.weekdays.split(",") if self.instance.weekdays else []

    def clean_weekdays(self) -> str:
        """As the model writes them."""
        return ",".join(day for day in WEEKDAYS if day in self.cleaned_data["weekdays"])

    def wrong(self) -> list[Wrong]:
        """Of this rule by itself."""
        return wrong_with_times(times_of(self.instance))


class ExceptionForm(ValidForm):
    """One exception of a place."""

    def wrong(self) -> list[Wrong]:
        """Of this exception by itself."""
        return wrong_with_days(days_of(self.instance), closed=self.instance.closed)


class WideExceptionForm(ExceptionForm):
    """An exception of an organisation, or of everywhere."""

    def wrong(self) -> list[Wrong]:
        """Everywhere is for emergencies."""
        found = super().wrong()
        if not (self.instance.organisation_id or self.instance.emergency):
            words = "Choose an organisation. Only an emergency can hold at every place."
            found.append(Wrong("organisation", "bad_value", words))
        return found


class CheckForm(ValidForm):
    """One check of a place's facts."""

    def wrong(self) -> list[Wrong]:
        """It lies behind us, the next ahead of it."""
        return wrong_with_check(self.instance.checked_on, self.instance.next_due, clock.today())


class TimesForm(ValidForm):
    """A form with rules or exceptions in it, which must not contradict each other."""

    def is_valid(self) -> bool:
        """Each by itself, and then together."""
        valid = super().is_valid()
        agree = self._agree("opening_rules", times_of, overlapping_times)
        return self._agree("exceptions", days_of, overlapping_days) and agree and valid

    def _agree(self, name: str, value_of: Callable[[Any], Any], overlaps: Callable[[list], list]) -> bool:
        formset: BaseInlineFormSet | None = self.formsets.get(name)
        if formset is None or not self.is_bound:
            return True
        kept = [form for form in formset.forms if form not in formset.deleted_forms and _stands(form)]
        if any(form.errors for form in kept):
            return True
        pairs = overlaps([value_of(form.instance) for form in kept])
        for one, two in pairs:
            words = f"This and “{value_of(kept[one].instance).words}” say the same kind of times twice."
            kept[two].add_error(None, words)
        return not pairs


def _stands(form: forms.ModelForm) -> bool:
    """Whether an inline form is a row: one that was there, or one that somebody filled in."""
    return form.instance.pk is not None or form.has_changed()


class PlaceForm(TimesForm):
    """A place with its times and checks."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "replaced_by" in self.fields and self.instance.pk:
            self.fields["replaced_by"].queryset = Place.objects.exclude(pk=self.instance.pk)

    def clean_postcode(self) -> str:
        """With its space, in capitals."""
        typed = self.cleaned_data["postcode"]
        tidy = tidy_postcode(typed) if typed else ""
        if tidy is None:
            raise forms.ValidationError(f"“{typed}” is not a postcode. Leave it empty if there is none.")
        return tidy

    def wrong(self) -> list[Wrong]:
        """Where it is, on the map and on the site."""
        point = wrong_with_point(self.instance.latitude, self.instance.longitude)
        return [*wrong_with_slug(self.instance.slug), *point]

    def save(self, commit: bool = True) -> Place:
        """Fills in from the postcode what is empty, and notes who checked."""
        complete_address(place=self.instance)
        for form in self.formsets["checks"].forms if "checks" in self.formsets else ():
            if form.instance.pk is None:
                form.instance.checked_by = self.for_user
        return super().save(commit)


class ServiceForm(TimesForm):
    """A service with its languages and times."""

    def wrong(self) -> list[Wrong]:
        """Ages and stock."""
        found = wrong_with_ages(self.instance.minimum_age, self.instance.maximum_age)
        return found + wrong_with_stock(self.instance.stock, self.instance.stock_as_of)


class ReportForm(WagtailAdminModelForm):
    """Whether what somebody reported is settled. What they wrote stays as they wrote it."""

    settled = forms.BooleanField(
        required=False, label="Settled", help_text="You have looked into it and put the place's page right."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["settled"] = self.instance.settled_at is not None

    def save(self, commit: bool = True) -> Report:
        """Notes when, the first time."""
        settled = self.cleaned_data["settled"]
        self.instance.settled_at = (self.instance.settled_at or clock.now()) if settled else None
        return super().save(commit)


class FileForm(forms.Form):
    """A file of places to look at before it is used."""

    file = forms.FileField(label="File", help_text="XLSX with its sheets, or CSV (UTF-8) of places alone.")
