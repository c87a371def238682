"""The kinds of help, in words a resident would use. The code is what files, filters and feeds hold."""

from django.utils.translation import gettext_lazy as _

# In the order in which they are offered.
WORDS = {
    "computer": _("Use a computer"),
    "wifi": _("Free Wi-Fi"),
    "phone-tablet": _("Help with a phone or tablet"),
    "first-steps": _("Getting online for the first time"),
    "email": _("E-mail"),
    "forms": _("Online forms and council services"),
    "nhs": _("NHS App and GP online"),
    "jobs": _("Universal Credit and jobs online"),
    "safety": _("Staying safe and scams"),
    "borrow-device": _("Borrow a device"),
    "keep-device": _("A device to keep"),
    "sim": _("Free SIM or data"),
    "printing": _("Printing and scanning"),
    "course": _("A course"),
    "my-language": _("Help in my language"),
    "at-home": _("Help at home"),
}
