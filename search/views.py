"""Search: the box on every page posts here, and the answer has an address of its own."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from inclusion_map.finding.areas import areas_called, whole_postcode
from inclusion_map.finding.query import write_query
from inclusion_map.finding.wanted import Wanted
from search.selectors import search_site
from search.words import MOST_CHARACTERS


@csrf_exempt  # it changes nothing, and a token would need a cookie
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("query")
def search(request: HttpRequest) -> HttpResponse:
    """What is found. A form is sent on to the address of its answer; a whole postcode never gets into one: it is sent
    on to the places near it."""
    sent = request.POST if request.method == "POST" else request.GET
    text = " ".join(sent.get("query", "").replace("\0", " ").split())[:MOST_CHARACTERS]
    if whole_postcode(text):
        return _see(reverse("find_help") + _near(text))
    if request.method == "POST":
        return _see(f"{reverse('search')}?{urlencode({'query': text})}" if text else reverse("search"))
    found = search_site(text)
    near = reverse("find_help") + write_query(found.area.slug, Wanted()) if found.area else ""
    return render(request, "search/search.html", {"query": text, "found": found, "near_url": near})


def _near(text: str) -> str:
    areas = areas_called(text)
    return write_query(areas[0].slug, Wanted()) if areas else ""


def _see(address: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(address, status=303)
