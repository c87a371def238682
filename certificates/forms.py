"""What somebody types to check a certificate."""

from django import forms
from django.utils.translation import gettext_lazy as _

from certificates.codes import LENGTH, clean_code


class CodeForm(forms.Form):
    """The code of a certificate, in whatever way it was typed."""

    code = forms.CharField(
        label=_("Code of the certificate"),
        help_text=_("It is printed beside the square of dots. Capitals, hyphens and spaces do not matter."),
        error_messages={"required": _("Type the code of the certificate")},
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}),
    )

    def clean_code(self) -> str:
        """The code as it is kept."""
        code = clean_code(self.cleaned_data["code"])
        if code is None:
            raise forms.ValidationError(
                _("A code has %(length)s letters and digits, and no 0, O, 1, I or L. Compare it with the certificate."),
                params={"length": LENGTH},
            )
        return code
