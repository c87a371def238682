"""Providers, partners and classes for tests."""

import datetime as dt
from itertools import count
from uuid import uuid4

from courses.catalogue.review import set_up_review
from courses.models import CourseRun, Provider, ProviderMember, TaughtCourse
from inclusion_map.models import Organisation, Place
from lms.people.models import User

_numbers = count(1)


def make_place(name: str, *, published: bool = True, **changes) -> Place:
    """A place of help; published unless said otherwise."""
    slug = changes.pop("slug", name.lower().replace(" ", "-"))
    council, _made = Organisation.objects.get_or_create(slug="council", defaults={"name": "Council", "kind": "council"})
    fields = {"organisation": council, "kind": "library", "address": f"{next(_numbers)} High Street"}
    return Place.objects.create(name=name, slug=slug, published=published, **{**fields, **changes})


def make_provider(name: str) -> Provider:
    """Somebody who teaches."""
    return Provider.objects.create(name=name, slug=name.lower().replace(" ", "-"))


def make_partner(provider: Provider, email: str = "", **membership) -> User:
    """Somebody who writes for a provider and is on no staff list."""
    user = User.objects.create_user(email or f"partner.{next(_numbers)}@partner.example", "a-long-password")
    ProviderMember.objects.create(provider=provider, user=user, **membership)
    return user


def class_fields(**changes) -> dict:
    """Everything that a class must say."""
    return {
        "title": "Use your phone",
        "outcomes": "Call somebody\nSend a message",
        "level": "first-steps",
        "is_free": True,
        "how_to_book": "Just come along.",
        **changes,
    }


def a_run(place: Place | None, first: dt.date, last: dt.date | None = None, **changes) -> CourseRun:
    """Tuesdays from 10 to 12, not saved yet."""
    fields = {"weekdays": "TU", "starts": dt.time(10), "ends": dt.time(12), **changes}
    return CourseRun(
        uuid=uuid4(), place=place, first_day=first, last_day=last or first + dt.timedelta(days=70), **fields
    )


def draft_class(provider: Provider, *runs: CourseRun, by: User | None = None, **changes) -> TaughtCourse:
    """A class that was never published."""
    taught = TaughtCourse(provider=provider, live=False, **class_fields(**changes))
    taught.runs = list(runs)
    taught.save()
    taught.save_revision(user=by, clean=False)
    return taught


def live_class(provider: Provider, *runs: CourseRun, **changes) -> TaughtCourse:
    """A class that is on the site."""
    taught = draft_class(provider, *runs, **changes)
    taught.latest_revision.publish()
    return TaughtCourse.objects.get(pk=taught.pk)


def waiting_class(provider: Provider, *runs: CourseRun, by: User, **changes) -> TaughtCourse:
    """A class that is with the editor."""
    taught = draft_class(provider, *runs, by=by, **changes)
    set_up_review().start(taught, by)
    return taught
