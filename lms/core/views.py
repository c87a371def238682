"""Views that belong to no feature."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from lms.core.health import check_readiness


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form from a page that was open too long, or from a browser that refuses cookies: say so, and what to do."""
    return render(request, "403_csrf.html", status=403)


@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """This process lives. Asks nothing of anything else, so that a slow database does not get it killed."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Whether requests can be served, as ``{"ready": bool, "checks": {name: bool}}``; 503 while they cannot."""
    checks = check_readiness()
    ready = all(checks.values())
    return JsonResponse({"ready": ready, "checks": checks}, status=200 if ready else 503)
