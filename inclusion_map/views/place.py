"""The page of one place, and saying that something on it is wrong."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from inclusion_map import registry
from inclusion_map.finding import borough_map
from inclusion_map.finding.areas import areas_called, from_address, whole_postcode
from inclusion_map.finding.features import access_features, computers_words, facilities
from inclusion_map.finding.place_page import place_page, read_place
from inclusion_map.finding.wanted import Wanted
from inclusion_map.forms import ReportForm
from inclusion_map.models import Place
from inclusion_map.services import report_place
from inclusion_map.structured_data import as_script, place_as_data
from inclusion_map.views.addresses import SeeOther, read_address, to_area
from lms.core.clock import now, today
from lms.core.ratelimit import MissLimit

# Nobody finds more than a few mistakes in an hour; a machine that fills the editors' list does.
REPORTS = MissLimit("place_report", misses=5, seconds=3600)


@require_safe
def show_place(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A place: is it open, where is it, what help is there when, how does one get in."""
    place = read_place(slug)
    if place is None:
        return _not_a_place(slug)
    asked = read_address(request)
    if isinstance(asked, SeeOther):
        return asked
    page = place_page(place, now())
    data = place_as_data(place, page.hours, url=request.build_absolute_uri(request.path), today=today())
    context = {
        "asked": asked,
        "page": page,
        "place": place,
        "access": access_features(place),
        "facilities": facilities(place),
        "computers": computers_words(place),
        "happenings": registry.happenings(place, today()),
        "picture": borough_map.picture_of_place(place),
        "structured_data": as_script(data),
    }
    return render(request, "inclusion_map/place.html", context)


def _not_a_place(slug: str) -> HttpResponseBase:
    """Somebody who puts a postcode where a place's name belongs is sent to what is near, without it."""
    found = areas_called(from_address(slug)) if whole_postcode(slug) else []
    if not found:
        raise Http404("No such place.")
    return to_area(found[0], Wanted())


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """What is wrong with a place's page? Nobody has to say who they are."""
    place = _published(slug)
    form = ReportForm(request.POST or None)
    if request.method == "POST":
        if REPORTS.is_used_up(request):
            return render(request, "429.html", status=429)
        form = ReportForm(request.POST)
        if form.is_valid():
            REPORTS.count_miss(request)
            report_place(place=place, text=form.cleaned_data["text"], page_language=get_language() or "en")
            return redirect(reverse("place_reported", args=[place.slug]))
    return render(request, "inclusion_map/report.html", {"place": place, "form": form})


@require_safe
def reported(request: HttpRequest, slug: str) -> HttpResponse:
    """Thank you, and what happens now."""
    return render(request, "inclusion_map/reported.html", {"place": _published(slug)})


def _published(slug: str) -> Place:
    place = read_place(slug)
    if place is None:
        raise Http404("No such place.")
    return place
