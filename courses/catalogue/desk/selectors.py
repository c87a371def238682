"""What the desk shows: what needs attention, and a partner's classes as they were last saved."""

import datetime as dt
from dataclasses import dataclass, field
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import TaskState, WorkflowState

from courses.catalogue.matching import matches
from courses.catalogue.models import CourseRun, TaughtCourse
from courses.catalogue.permissions import Asker, classes_of
from courses.catalogue.rules import State, state_of
from courses.catalogue.wording import next_in_words
from inclusion_map.models import Place, PlaceStatus

# By state, the design system's tag and its words.
TAGS = {
    State.DRAFT: ("not-started", gettext_lazy("Draft")),
    State.WAITING: ("started", gettext_lazy("With the editor")),
    State.RETURNED: ("overdue", gettext_lazy("Please change")),
    State.LIVE: ("done", gettext_lazy("On the site")),
    State.CHANGED: ("due-soon", gettext_lazy("On the site, changes not sent")),
    State.OVER: ("expired", gettext_lazy("No dates to come")),
    State.WITHDRAWN: ("withdrawn", gettext_lazy("Off the site")),
}
NEEDS_ATTENTION = (State.RETURNED, State.CHANGED, State.OVER)
PLACES_SHOWN = 25


@dataclass(frozen=True)
class DeskClass:
    """One class as the desk lists it. ``comment`` is what the editor wrote when they returned it."""

    uuid: UUID
    title: str
    lang: str
    provider: str
    state: State
    comment: str
    next: str
    place: str
    cancelled: int

    @property
    def tag(self) -> tuple[str, str]:
        """The design system's tag and its words."""
        name, words = TAGS[self.state]
        return name, str(words)


@dataclass
class Desk:
    """The desk of somebody: what needs attention, and everything by what it is."""

    attention: list[DeskClass] = field(default_factory=list)
    waiting: list[DeskClass] = field(default_factory=list)
    live: list[DeskClass] = field(default_factory=list)
    drafts: list[DeskClass] = field(default_factory=list)
    can_copy: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever written here."""
        return not (self.attention or self.waiting or self.live or self.drafts)


def desk_of(user: Asker, today: dt.date) -> Desk:
    """Gathers the desk; a fixed number of queries for any number of classes."""
    desk = Desk()
    for shown in desk_classes(user, today):
        if shown.state in NEEDS_ATTENTION or shown.cancelled:
            desk.attention.append(shown)
        if shown.state is State.WAITING:
            desk.waiting.append(shown)
        elif shown.state in (State.LIVE, State.CHANGED, State.OVER):
            desk.live.append(shown)
        elif shown.state in (State.DRAFT, State.WITHDRAWN):
            desk.drafts.append(shown)
    # What the editor asks for comes first, a cancellation that everybody knows of last.
    desk.attention.sort(key=lambda one: [*NEEDS_ATTENTION, one.state].index(one.state))
    desk.can_copy = bool(desk.live or desk.drafts or desk.attention)
    return desk


def desk_classes(user: Asker, today: dt.date) -> list[DeskClass]:
    """Every class of somebody's providers by title, drafts under the title they were last given."""
    runs = Prefetch("runs", CourseRun.objects.select_related("place"))
    rows = classes_of(user).select_related("provider", "latest_revision").defer("latest_revision__content")
    classes = list(rows.prefetch_related(runs))
    reviews = _reviews(classes)
    shown = [_desk_class(taught, reviews.get(taught.pk), today) for taught in classes]
    return sorted(shown, key=lambda one: one.title.casefold())


def _reviews(classes: list[TaughtCourse]) -> dict[int, WorkflowState]:
    """By class, the review it is in or was returned from."""
    kind = ContentType.objects.get_for_model(TaughtCourse)
    active = WorkflowState.objects.active().filter(
        base_content_type=kind, object_id__in=[str(taught.pk) for taught in classes]
    )
    return {int(state.object_id): state for state in active.select_related("current_task_state")}


def _desk_class(taught: TaughtCourse, review: WorkflowState | None, today: dt.date) -> DeskClass:
    ahead = sorted(
        ((day, run) for run in taught.runs.all() if (day := run.next_day(today))),
        key=lambda one: (one[0], one[1].starts),
    )
    next_run = ahead[0] if ahead and taught.live else None
    state = state_of(
        live=taught.live,
        was_live=taught.first_published_at is not None,
        changed=taught.has_unpublished_changes,
        review=review.status if review else "",
        upcoming=bool(ahead),
    )
    returned = state is State.RETURNED and review is not None and review.current_task_state is not None
    return DeskClass(
        uuid=taught.uuid,
        title=taught.latest_revision.object_str if taught.latest_revision else taught.title,
        lang=taught.language,
        provider=taught.provider.name,
        state=state,
        comment=review.current_task_state.comment if returned and review else "",
        next=next_in_words(next_run[1].period, next_run[0]) if next_run else "",
        place=next_run[1].place.name if next_run and next_run[1].place else "",
        cancelled=sum(run.cancelled and run.last_day >= today for run in taught.runs.all()) if taught.live else 0,
    )


def state_of_class(taught: TaughtCourse, today: dt.date) -> State:
    """The state of one class."""
    current = taught.current_workflow_state
    return state_of(
        live=taught.live,
        was_live=taught.first_published_at is not None,
        changed=taught.has_unpublished_changes,
        review=current.status if current else "",
        upcoming=any(run.next_day(today) for run in CourseRun.objects.filter(taught_course=taught.pk)),
    )


@dataclass(frozen=True)
class Decision:
    """What an editor decided last about a class, when and with which comment. Who it was is not told."""

    approved: bool
    at: dt.datetime
    comment: str


def last_decision(taught: TaughtCourse) -> Decision | None:
    """The newest decision; None where there was none."""
    decided = (TaskState.STATUS_APPROVED, TaskState.STATUS_REJECTED)
    state = (
        TaskState.objects.filter(workflow_state__in=taught.workflow_states, status__in=decided)
        .order_by("-finished_at")
        .first()
    )
    if state is None or state.finished_at is None:
        return None
    return Decision(state.status == TaskState.STATUS_APPROVED, state.finished_at, state.comment)


@dataclass(frozen=True)
class PlacesFound:
    """Places to choose from: those the provider has used before and the others, and whether there are more."""

    used: list[Place]
    others: list[Place]
    more: bool


def places_to_choose(taught: TaughtCourse, q: str) -> PlacesFound:
    """The published places that fit some words (name, other names, address, postcode), by name. Two queries."""
    used = set(
        CourseRun.objects.filter(taught_course__provider=taught.provider_id, place__isnull=False)
        .values_list("place", flat=True)
        .distinct()
    )
    fields = ("name", "other_names", "address", "postcode", "language")
    places = Place.objects.filter(published=True).exclude(status=PlaceStatus.CLOSED).only("slug", *fields)
    fitting = [one for one in places if matches(q, (one.name, one.other_names, one.address, one.postcode))]
    others = [place for place in fitting if place.pk not in used]
    return PlacesFound(
        used=[place for place in fitting if place.pk in used],
        others=others[:PLACES_SHOWN],
        more=len(others) > PLACES_SHOWN,
    )


def attention_words(shown: DeskClass) -> str:
    """Why a class needs attention, as a sentence."""
    sentences = {
        State.RETURNED: _("The editor asks you to change something and send it again."),
        State.CHANGED: _("You have changes that residents do not see. Send them to the editor, or change them again."),
        State.OVER: _("There are no dates to come. Copy last term, or take the class off the site."),
    }
    return sentences.get(shown.state) or _("Some dates are cancelled. Add others, if there are any.")
