"""Where near me can somebody help me now? The box, the list with its map, the same as GeoJSON and on paper."""

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from inclusion_map.finding import borough_map
from inclusion_map.finding.areas import Area, AreaKind, areas_called
from inclusion_map.finding.lines import line_of
from inclusion_map.finding.offers import Asking
from inclusion_map.finding.query import read_wanted, write_query
from inclusion_map.finding.results import Found, Result, find_places
from inclusion_map.finding.sheet import sheet_of
from inclusion_map.finding.wanted import When
from inclusion_map.forms import WantedForm, WhereForm
from inclusion_map.opening import Answer
from inclusion_map.selectors import languages_on_offer
from inclusion_map.views.addresses import Asked, SeeOther, read_address, to_area
from lms.core.clock import now, today

PER_PAGE = 10
ON_PAPER = 10  # places: what somebody can take in, on two or three sheets
GONE = {Answer.CLOSED_FOR_GOOD, Answer.CLOSED_FOR_NOW, Answer.NOT_OPEN_YET}


# The lookup changes nothing and shows everybody the same, so it needs no token: a token would need a cookie.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("near")
def find_help(request: HttpRequest) -> HttpResponseBase:
    """The box without an area in the address, the list of places with one; a POST says where somebody is."""
    if request.method == "POST":
        return _look_up(request)
    asked = read_address(request)
    if isinstance(asked, SeeOther):
        return asked
    if asked.unknown:
        form = WhereForm({"near": asked.unknown})
        form.is_valid()
        form.not_understood()
        return render(request, "inclusion_map/find_help.html", {"form": form, "asked": asked}, status=404)
    if asked.area is None:
        return render(request, "inclusion_map/find_help.html", {"form": WhereForm(), "asked": asked})
    return render(request, "inclusion_map/results.html", _results(request, asked, asked.area))


@sensitive_variables()
def _look_up(request: HttpRequest) -> HttpResponseBase:
    """Sends on to the area that was meant; asks which, where several may be; says what to type, where none is."""
    wanted = read_wanted(request.GET)
    form = WhereForm({"near": request.POST.get("near", "").replace("\0", "")})
    context: dict[str, Any] = {"form": form, "asked": Asked(None, wanted)}
    if form.is_valid():
        found = areas_called(form.cleaned_data["near"])
        if len(found) == 1:
            return to_area(found[0], wanted)
        if found:
            choices = [(area, write_query(area.slug, wanted)) for area in found]
            return render(request, "inclusion_map/which.html", {**context, "choices": choices})
        form.not_understood()
    return render(request, "inclusion_map/find_help.html", context)


def _results(request: HttpRequest, asked: Asked, area: Area) -> dict[str, Any]:
    asking = Asking(asked.wanted, now())
    found = find_places(area, asked.wanted, asking.now)
    page = Paginator(found.fitting, PER_PAGE).get_page(request.GET.get("page"))
    shown: list[Result] = list(page.object_list) or list(found.nearly)
    return {
        "asked": asked,
        "area": area,
        "found": found,
        "page": page,
        "lines": [line_of(result, asking) for result in shown],
        "picture": borough_map.picture_of(shown, area.point),
        "when_links": _when_links(asked),
        "wanted_form": WantedForm(asked.wanted, today=today(), languages=languages_on_offer()),
        "closed_place": _closed_place(area, found),
        "geojson_url": reverse("find_help_geojson") + write_query(area.slug, asked.wanted, page=page.number),
        "tiles": {"url": settings.MAP_TILE_URL, "attribution": settings.MAP_TILE_ATTRIBUTION},
    }


def _when_links(asked: Asked) -> list[dict[str, Any]]:
    """The same list at any time, now and today."""
    return [
        {
            "when": when.value,
            "url": write_query(asked.near, replace(asked.wanted, when=when, weekday="", hour=0)),
            "current": asked.wanted.when is when,
        }
        for when in (When.ANY, When.NOW, When.TODAY)
    ]


def _closed_place(area: Area, found: Found) -> bool:
    """Whether somebody asked by the name of a place that is not in use, so that it is not in the list."""
    if area.kind is not AreaKind.PLACE or area.place is None:
        return False
    here = next((one for one in (*found.fitting, *found.nearly) if one.place.pk == area.place.pk), None)
    return area.place.status != "open" and (here is None or here.state.answer in GONE)


@require_safe
def find_help_geojson(request: HttpRequest) -> HttpResponseBase:
    """One page of the list as GeoJSON, with its numbers, over the borough's outline and wards."""
    asked = read_address(request)
    if isinstance(asked, SeeOther):
        return asked
    asking = Asking(asked.wanted, now())
    found = find_places(asked.area, asked.wanted, asking.now)
    page = Paginator(found.fitting, PER_PAGE).get_page(request.GET.get("page"))
    lines = [line_of(result, asking) for result in list(page.object_list) or found.nearly]
    features = [
        borough_map.place_feature(
            line.place,
            number=line.number,
            language=line.place.language,
            url=reverse("place", args=[line.place.slug]),
            sentence=line.sentence,
            is_demonstration=line.place.is_demonstration,
        )
        for line in lines
    ]
    here = borough_map.here_feature(asked.area.point if asked.area else None)
    known = [feature for feature in (here, *features) if feature]
    content = {"type": "FeatureCollection", "features": borough_map.borough_features() + known}
    return JsonResponse(content, content_type="application/geo+json")


@require_safe
def find_help_print(request: HttpRequest) -> HttpResponse | SeeOther:
    """The nearest places that fit, on paper, in large print with ``size=large``."""
    asked = read_address(request)
    if isinstance(asked, SeeOther):
        return asked
    asking = Asking(asked.wanted, now())
    found = find_places(asked.area, asked.wanted, asking.now)
    shown = found.fitting[:ON_PAPER]
    days = sheet_of([result.place for result in shown], today())
    context = {
        "asked": asked,
        "rows": [(line_of(result, asking), days[result.place.pk]) for result in shown],
        "left_out": len(found.fitting) - len(shown),
        "large": request.GET.get("size") == "large",
        "printed_on": timezone.localdate(asking.now),
        "other_size": write_query(asked.near, asked.wanted, size="" if request.GET.get("size") == "large" else "large"),
    }
    return render(request, "inclusion_map/sheet.html", context)
