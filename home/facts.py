"""What the site knows about itself and shows below the words of a standard page, as it is today."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from home.models import Facts


def facts_for(kind: str) -> dict[str, Any]:
    """The template context of a page's facts: ``facts_template``, and what that template reads besides the frame."""
    if kind == Facts.COOKIES:
        return {"facts_template": "home/facts/cookies.html", **_cookies()}
    if kind in (Facts.CONTACT, Facts.COMPLAIN):
        return {"facts_template": f"home/facts/{kind}.html"}
    return {}


def _cookies() -> dict[str, Any]:
    """Every cookie that this site ever sets: the names come from its settings."""
    session = _("Until you close your browser")
    return {
        "columns": [_("Name"), _("What for"), _("How long")],
        "rows": [
            [
                settings.SESSION_COOKIE_NAME,
                _("Keeps you signed in, and keeps your place in a search or a course until you are done."),
                session,
            ],
            [
                settings.CSRF_COOKIE_NAME,
                _("Makes sure that a form comes from you and not from another website. Set when you open such a form."),
                _("One year"),
            ],
            ["messages", _("Carries one sentence, such as “Saved”, to the next page."), _("Until you have read it")],
        ],
    }
