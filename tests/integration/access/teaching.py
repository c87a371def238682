"""Two providers, and at each a class of every state: what the other must never see, and the public only when live."""

import datetime as dt
from dataclasses import dataclass, field

from wagtail.models import Workflow

from courses.catalogue.review import set_up_review
from courses.models import CourseRun, Provider, TaughtCourse
from inclusion_map.models import Place
from lms.people.models import User
from tests.integration.access.canaries import Ledger
from tests.teaching import a_run, draft_class, live_class, make_partner, make_place, make_provider, waiting_class

DRAFT, COMMENT = "Draft of a class", "Comment on a class"
PARTNERS = ("provider", "other_provider")


@dataclass
class Teaching:
    """What one provider has, and who writes for it."""

    user: User
    provider: Provider
    draft: TaughtCourse
    live: TaughtCourse
    waiting: TaughtCourse
    returned: TaughtCourse
    run: CourseRun


@dataclass
class Desks:
    """Both providers by the persona who writes for each, and the place where everything is held."""

    place: Place
    of: dict[str, Teaching] = field(default_factory=dict)


def make_desks(ledger: Ledger) -> Desks:
    """Plants both."""
    desks = Desks(make_place("Lane Library"))
    workflow = set_up_review()
    for name in PARTNERS:
        desks.of[name] = _desk(ledger, desks.place, workflow, name)
    return desks


def _desk(ledger: Ledger, place: Place, workflow: Workflow, name: str) -> Teaching:
    def unseen(hint: str) -> dict[str, str]:
        return {field: ledger.word(DRAFT, name, f"{hint}{field[:3]}") for field in ("title", "outcomes", "how_to_book")}

    def run() -> CourseRun:
        return a_run(place, dt.date(2027, 4, 6), dt.date(2027, 4, 27), note=ledger.word(DRAFT, name, "note"))

    provider = make_provider(f"Teachers {PARTNERS.index(name)}")
    user = make_partner(provider, f"{name}@partner.example", added_at=dt.datetime(2027, 1, 1, tzinfo=dt.UTC))
    shown = {
        "title": ledger.word("Published page", hint="class"),
        "outcomes": ledger.word("Published page", hint="can"),
    }
    live = live_class(provider, a_run(place, dt.date(2027, 4, 6), dt.date(2027, 4, 27)), **shown)
    changed = live.get_latest_revision_as_object()
    for column, word in unseen("chg").items():
        setattr(changed, column, word)
    changed.save_revision(user=user, clean=False)
    returned = draft_class(provider, run(), by=user, **unseen("ret"))
    workflow.start(returned, user)
    returned.current_workflow_task_state.reject(comment=ledger.word(COMMENT, name, "says"))
    return Teaching(
        user=user,
        provider=provider,
        draft=draft_class(provider, run(), by=user, **unseen("drf")),
        live=TaughtCourse.objects.get(pk=live.pk),
        waiting=waiting_class(provider, run(), by=user, **unseen("wai")),
        returned=returned,
        run=live.runs.get(),
    )
