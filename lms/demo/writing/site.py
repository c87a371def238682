"""The council's name and facts in the settings of the site, where nobody has filled them in."""

from wagtail.models import Site

from lms.core.models import CouncilSettings
from lms.demo.content.council import SETTINGS


def write_settings() -> dict[str, list[str]]:
    """Fills in what still stands as it came; returns each field's value before and after."""
    council = CouncilSettings.for_site(Site.objects.get(is_default_site=True))
    changed = {}
    for name, value in SETTINGS.items():
        before = getattr(council, name)
        if before == CouncilSettings._meta.get_field(name).get_default():
            setattr(council, name, value)
            changed[name] = [before, value]
    council.save()
    return changed


def restore_settings(changed: dict[str, list[str]]) -> None:
    """Puts back what was there, except in fields that somebody has filled in since."""
    council = CouncilSettings.for_site(Site.objects.get(is_default_site=True))
    for name, (before, after) in changed.items():
        if getattr(council, name) == after:
            setattr(council, name, before)
    council.save()
