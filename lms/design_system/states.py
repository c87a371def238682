"""Words, icons and tones of the states and messages that components show."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

# State -> words, icon, tone (the colour; never the only sign).
STATES: dict[str, tuple[Promise, str, str]] = {
    "done": (gettext_lazy("Done"), "tick", "good"),
    "overdue": (gettext_lazy("Overdue"), "alert", "bad"),
    "due-soon": (gettext_lazy("Due soon"), "clock", "soon"),
    "not-yet-due": (gettext_lazy("Not yet due"), "calendar", "quiet"),
    "excused": (gettext_lazy("Excused"), "excused", "excused"),
    "started": (gettext_lazy("Started"), "next", "quiet"),
    "not-started": (gettext_lazy("Not started"), "circle", "quiet"),
    "passed": (gettext_lazy("Passed"), "tick", "good"),
    "not-passed": (gettext_lazy("Not passed yet"), "circle", "soon"),
    "right": (gettext_lazy("Right"), "tick", "good"),
    "not-right": (gettext_lazy("Not right"), "cross", "bad"),
    "expired": (gettext_lazy("No longer valid"), "clock", "soon"),
    "withdrawn": (gettext_lazy("Withdrawn"), "cross", "bad"),
}

# Kind of message -> icon, the icon's words for those who cannot see it, live-region role.
MESSAGES: dict[str, tuple[str, Promise, str]] = {
    "info": ("info", gettext_lazy("Information"), ""),
    "success": ("success", gettext_lazy("Success"), "status"),
    "warning": ("alert", gettext_lazy("Warning"), ""),
    "error": ("error", gettext_lazy("Problem"), "alert"),
}
