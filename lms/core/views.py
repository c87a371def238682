"""Views that belong to no feature."""

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.static import serve

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


def media(request: HttpRequest, folder: str, path: str) -> HttpResponseBase:
    """A picture or video that an editor uploaded. ``..`` in the path stays within its folder, or finds nothing."""
    try:
        return serve(request, path, document_root=str(settings.MEDIA_ROOT / folder))
    except (OSError, SuspiciousOperation, ValueError) as error:  # too long a name, or one that leads outside
        raise Http404 from error
