"""The programmes that come with the product, as data, and how they are put in force."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from courses.content.models import Course
from courses.requirements.models import AudienceRule, Programme, ProgrammeCourse

FILE = Path(__file__).with_name("programmes.yaml")


@dataclass(frozen=True)
class Terms:
    """When the programmes come into force: from ``starts``; people employed then are due by ``due``, people who
    start later ``starter_days`` days after their start."""

    starts: dt.date
    due: dt.date
    starter_days: int


@dataclass(frozen=True)
class ProgrammeLoaded:
    """What was done to one programme: whether it is new, the courses added to it, the rules that still ask nobody."""

    programme: Programme
    created: bool
    courses_added: int
    drafts: tuple[str, ...]


@cache
def shipped_programmes() -> tuple[dict[str, Any], ...]:
    """Every programme of programmes.yaml, in its order."""
    return tuple(yaml.safe_load(FILE.read_text(encoding="utf-8")))


@transaction.atomic
def load_programmes(*, members: Mapping[str, str], terms: Terms) -> list[ProgrammeLoaded]:
    """Puts in force each shipped programme that a published course names, with those courses. ``members`` gives each
    shipped course's programme, both by code.

    A programme that exists keeps its dates, its rules and its courses' dates; a shipped course that was never in it
    is added on these terms.
    """
    loaded = []
    for shipped in shipped_programmes():
        codes = [code for code, programme in members.items() if programme == shipped["code"]]
        if courses := _in_order(Course.objects.filter(code__in=codes), shipped.get("order", [])):
            loaded.append(_load_programme(shipped, courses, terms))
    return loaded


def _in_order(courses: Iterable[Course], order: Sequence[str]) -> list[tuple[int, Course]]:
    """The courses with their place: as in ``order``, then those it does not name, by code."""
    places = {code: place for place, code in enumerate(order, start=1)}
    others = sorted(course.code for course in courses if course.code not in places)
    places |= {code: place for place, code in enumerate(others, start=len(places) + 1)}
    return sorted(((places[course.code], course) for course in courses), key=lambda placed: placed[0])


def _load_programme(shipped: dict[str, Any], courses: list[tuple[int, Course]], terms: Terms) -> ProgrammeLoaded:
    programme, created = Programme.objects.get_or_create(
        code=shipped["code"],
        defaults={
            "title": shipped["title"],
            "description": shipped["description"],
            "headline": shipped.get("headline", False),
            "starts_on": terms.starts,
        },
    )
    already = set(ProgrammeCourse.objects.filter(programme=programme).values_list("course_id", flat=True))
    added = [
        ProgrammeCourse(
            programme=programme,
            course=course,
            order=order,
            valid_from=terms.starts,
            due_on=terms.due,
            starter_days=min(terms.starter_days, shipped.get("starter_days", {}).get(course.code, terms.starter_days)),
        )
        for order, course in courses
        if course.pk not in already
    ]
    ProgrammeCourse.objects.bulk_create(added)
    if not programme.audience_rules.exists():
        AudienceRule.objects.bulk_create(_rule(programme, rule, terms) for rule in shipped["audience"])
    drafts = programme.audience_rules.current().filter(state=AudienceRule.State.DRAFT).values_list("name", flat=True)
    return ProgrammeLoaded(programme, created, len(added), tuple(drafts))


def _rule(programme: Programme, rule: dict[str, Any], terms: Terms) -> AudienceRule:
    return AudienceRule(
        programme=programme,
        name=rule["name"],
        state=AudienceRule.State.DRAFT if rule.get("draft") else AudienceRule.State.APPROVED,
        tiers=rule.get("tiers", []),
        worker_types=rule.get("worker_types", []),
        valid_from=terms.starts,
    )
