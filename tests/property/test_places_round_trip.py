"""Whatever places we hold, their export imported again changes nothing, and is the same export again."""

import datetime as dt
import io
import zipfile
from itertools import pairwise

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from inclusion_map.models import (
    KindOfHelp,
    OpeningException,
    OpeningKind,
    OpeningRule,
    Organisation,
    Place,
    Service,
    ServiceLanguage,
    Speaker,
    WeekPattern,
)
from inclusion_map.transfer.services import export_csv, export_workbook, import_places
from inclusion_map.validity import WEEKDAYS

pytestmark = pytest.mark.django_db

# What spreadsheets mangle: formulas, escapes, leading zeros, dates, line breaks, other scripts, words for nothing.
AWKWARD = ["=1+1", "'=x", "''+44 20", "+44 20 7946 0001", "007", "1/2", "2026-01-01", "TRUE", "#N/A", "a\r\nb", "-"]
words = st.one_of(
    st.sampled_from(AWKWARD),
    st.text(st.characters(codec="utf-8", exclude_characters="\0", exclude_categories=["Cs"]), max_size=20),
)
names = words.filter(lambda text: text.strip())
days = st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31))
times = st.times(dt.time(0, 0), dt.time(23, 59)).map(lambda time: time.replace(second=0, microsecond=0))
maybe_days = st.one_of(st.none(), days)
degrees = st.decimals(-1, 1, places=6)
answers = st.sampled_from(["yes", "no", "unknown"])


@st.composite
def places(draw, number: int, organisation: Organisation) -> Place:
    point = draw(st.one_of(st.none(), degrees))
    return Place.objects.create(
        slug=f"place-{number}",
        organisation=organisation,
        name=draw(names)[:150],
        other_names=draw(words),
        kind=draw(st.sampled_from(["library", "other"])),
        address=draw(names)[:250],
        how_to_find=draw(words),
        phone=draw(words)[:40],
        published=draw(st.booleans()),
        latitude=None if point is None else 51 + point,
        longitude=point,
        wifi=draw(answers),
        lift=draw(answers),
        lift_note=draw(words),
        computers=draw(st.one_of(st.none(), st.integers(0, 300))),
        status_until=draw(maybe_days),
    )


def ordered(draw, values) -> list:
    return sorted(draw(st.lists(values, min_size=2, max_size=2, unique=True)))


def add_rule(draw, **owner) -> None:
    opens, closes = ordered(draw, times)
    weekdays = draw(st.lists(st.sampled_from(WEEKDAYS), min_size=1, unique=True))
    OpeningRule.objects.create(
        **owner,
        kind=draw(st.sampled_from(OpeningKind.values)),
        weekdays=",".join(sorted(weekdays, key=WEEKDAYS.index)),
        opens=opens,
        closes=closes,
        weeks=draw(st.sampled_from(WeekPattern.values)),
        valid_from=draw(days),
        term_time_only=draw(st.booleans()),
    )


def add_service(draw, place: Place) -> None:
    service = Service.objects.create(
        place=place,
        title=draw(names)[:100],
        description=draw(words),
        access="walk_in",
        is_free=draw(st.sampled_from([None, True, False])),
        cost=draw(words),
        minimum_age=draw(st.one_of(st.none(), st.integers(0, 60))),
    )
    kinds = draw(st.lists(st.sampled_from(list(KindOfHelp.objects.all())), min_size=1, max_size=3, unique=True))
    Service.kinds.through.objects.bulk_create(Service.kinds.through(service=service, kindofhelp=kind) for kind in kinds)
    for code in draw(st.lists(st.sampled_from(["pl", "ta", "zh-Hant"]), unique=True)):
        speaker = draw(st.sampled_from(Speaker.values))
        ServiceLanguage.objects.create(service=service, code=code, speaker=speaker)
    if draw(st.booleans()):
        add_rule(draw, service=service)


def add_exceptions(draw, **owner) -> None:
    bounds = sorted(draw(st.lists(days, min_size=2, max_size=4, unique=True)))
    for first, after in pairwise(bounds):  # one after another: two at once would contradict each other
        opens, closes = ordered(draw, times)
        open_then = draw(st.booleans())
        OpeningException.objects.create(
            **owner,
            first_day=first,
            last_day=after - dt.timedelta(days=1),
            closed=not open_then,
            opens=opens if open_then else None,
            closes=closes if open_then else None,
            reason=draw(words),
        )


def parts(workbook: bytes) -> dict[str, bytes]:
    """What is packed in a workbook, byte for byte, without the times at which it was packed."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


class RoundTrip(TestCase):
    @settings(max_examples=20)
    @given(st.data())
    def test_an_export_that_comes_back_changes_nothing(self, data):
        organisation = Organisation.objects.create(slug="o", name=data.draw(names)[:150], kind="charity")
        made = [data.draw(places(number, organisation)) for number in range(data.draw(st.integers(1, 3)))]
        if len(made) > 1:
            Place.objects.filter(pk=made[0].pk).update(replaced_by=made[-1])
        for place in made:
            for _ in range(data.draw(st.integers(0, 2))):
                add_service(data.draw, place)
            if data.draw(st.booleans()):
                add_rule(data.draw, place=place)
            add_exceptions(data.draw, place=place)
        add_exceptions(data.draw, organisation=organisation)
        add_exceptions(data.draw, emergency=True)
        with time_machine.travel(
            dt.datetime(2026, 11, 22, tzinfo=dt.UTC), tick=False
        ):  # a workbook says when it was made
            first, first_csv = export_workbook(), export_csv()
            done = import_places(file_name="places.xlsx", data=first)
            assert [fault.as_dict() for fault in done.errors] == []
            assert done.changes == []
            assert done.total.created == done.total.changed == done.total.removed == 0
            assert done.total.unchanged == done.total.rows > 0
            assert parts(export_workbook()) == parts(first)
            assert export_csv() == first_csv
        again = import_places(file_name="places.csv", data=first_csv.encode())
        assert (again.changes, again.errors, again.total.unchanged) == ([], [], len(made))

    def test_an_empty_installation_takes_the_whole_of_anothers(self):
        organisation = Organisation.objects.create(slug="o", name="Helpers", kind="charity")
        place = Place.objects.create(slug="p", organisation=organisation, name="P", kind="other", address="Here")
        Place.objects.create(
            slug="a", organisation=organisation, name="A", kind="other", address="There", replaced_by=place
        )
        service = Service.objects.create(place=place, title="Help", access="book")
        service.kinds.set([KindOfHelp.objects.get(code="sim")])
        service.save()
        owner = {"opens": dt.time(9), "closes": dt.time(10), "weekdays": "MO"}
        OpeningRule.objects.create(service=service, **owner)
        OpeningRule.objects.create(place=place, **owner)
        OpeningException.objects.create(
            organisation=organisation, first_day=dt.date(2026, 12, 25), last_day=dt.date(2026, 12, 26)
        )
        with time_machine.travel(dt.datetime(2026, 11, 22, tzinfo=dt.UTC), tick=False):
            before = export_workbook()
            Place.objects.all().delete()
            Organisation.objects.all().delete()
            done = import_places(file_name="places.xlsx", data=before)
            assert [fault.as_dict() for fault in done.errors] == []
            assert parts(export_workbook()) == parts(before)
