"""What HR fills in."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from lms.core.clock import today
from lms.core.tables.limits import MOST_BYTES
from lms.design_system.forms import DatePartsField


class UploadForm(forms.Form):
    """A staff file and how it is to be taken."""

    file = forms.FileField(
        label=_("Staff file"),
        help_text=_("CSV (UTF-8) or Excel (.xlsx), at most 20 MB."),
        error_messages={"required": _("Choose the staff file."), "empty": _("The staff file is empty.")},
    )
    units = forms.FileField(
        label=_("Units"),
        required=False,
        help_text=_("CSV. Not needed if the Excel file has a sheet called “units”, or if no unit has changed."),
        error_messages={"empty": _("The file of units is empty.")},
    )
    effective_from = DatePartsField(
        label=_("From which day are the changes true?"),
        help_text=_("New staff start on their own start date."),
        error_messages={"required": _("Enter the day from which the changes are true.")},
    )
    full = forms.BooleanField(
        label=_("This file holds everybody: whoever is not in it has left"),
        required=False,
    )
    skip_bad_rows = forms.BooleanField(label=_("Leave out rows that have faults, and apply the others"), required=False)

    def __init__(self, *args, **kwargs) -> None:
        kwargs.setdefault("initial", {"effective_from": today()})
        super().__init__(*args, **kwargs)

    def clean_file(self) -> UploadedFile:
        """No larger than is read."""
        return _small_enough(self.cleaned_data["file"])

    def clean_units(self) -> UploadedFile | None:
        """No larger than is read."""
        units = self.cleaned_data["units"]
        return _small_enough(units) if units else None


def _small_enough(file: UploadedFile) -> UploadedFile:
    if (file.size or 0) > MOST_BYTES:
        raise ValidationError(_("The file is larger than 20 MB."))
    return file
