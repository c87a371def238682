"""Addresses that never hold anybody's whole postcode, however somebody arrives."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponseRedirect, QueryDict
from django.urls import reverse

from inclusion_map.finding.areas import Area, area_at, areas_called, from_address, whole_postcode
from inclusion_map.finding.query import read_wanted, write_query
from inclusion_map.finding.wanted import Wanted

PASSED_ON = ("page", "size")  # what else an address of ours may say


class SeeOther(HttpResponseRedirect):
    """Look there, with a GET (303)."""

    status_code = 303


@dataclass(frozen=True)
class Asked:
    """What an address asks for. ``area`` is None where it names none, or one that there is not (``unknown``)."""

    area: Area | None
    wanted: Wanted
    unknown: str = ""

    @property
    def near(self) -> str:
        """The area as an address says it."""
        return self.area.slug if self.area else ""

    @property
    def query(self) -> str:
        """The query of this very list, without its page."""
        return write_query(self.near, self.wanted)

    @property
    def filters(self) -> str:
        """The wishes alone."""
        return write_query("", self.wanted)


def read_address(request: HttpRequest) -> Asked | SeeOther:
    """What was asked for; or where to look instead, when the address holds a whole postcode or a name that is not
    the area's own."""
    near, wanted = request.GET.get("near", "").strip(), read_wanted(request.GET)
    postcode = _postcode_in(request.GET)
    if postcode:
        found = areas_called(from_address(postcode))
        return SeeOther(request.path + write_query(found[0].slug if found else "", wanted))
    area = area_at(near) if near else None
    if area and area.slug != near:
        more = {name: request.GET.get(name, "") for name in PASSED_ON}
        return SeeOther(request.path + write_query(area.slug, wanted, **more))
    return Asked(area, wanted, unknown=near if near and not area else "")


def _postcode_in(data: QueryDict) -> str:
    """A value or name in the query that holds a whole postcode; empty: none does."""
    values = [text for name, values in data.lists() for text in (name, *values)]
    return next((text for text in values if whole_postcode(text)), "")


def to_area(area: Area, wanted: Wanted) -> SeeOther:
    """To the list of places near an area."""
    return SeeOther(reverse("find_help") + write_query(area.slug, wanted))
