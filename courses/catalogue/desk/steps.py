"""Where one goes next in the guided steps."""

from django.http import HttpResponseRedirect
from django.shortcuts import redirect

from courses.catalogue.models import TaughtCourse
from courses.catalogue.rules import ABOUT, COST, DATES, STEPS, WHO, unfinished
from courses.catalogue.selectors import facts_of
from lms.core.clock import today

PAGES = {ABOUT: "publish_about", WHO: "publish_who", DATES: "publish_dates", COST: "publish_cost"}


def onward(draft: TaughtCourse, step: str) -> HttpResponseRedirect:
    """To the next step that is not finished, or else to the page where everything is checked."""
    missing = unfinished(facts_of(draft), today())
    later = [name for name in STEPS[STEPS.index(step) + 1 :] if name in missing]
    page = PAGES[later[0]] if later else "publish_class"
    return redirect(page, draft.uuid)


def progress(step: str) -> dict[str, int]:
    """How far a step is: its number and how many there are, checking included."""
    return {"number": STEPS.index(step) + 1, "of": len(STEPS) + 1}
