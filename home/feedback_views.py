"""Answering "Did you find what you needed?", with no account and no cookie."""

from contextlib import suppress
from urllib.parse import urlsplit
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from home.feedback import MISSING_LENGTH, add_what_was_missing, record_feedback
from home.models import Feedback
from lms.core.ratelimit import MissLimit

# Thirty answers in an hour are more than anybody gives, and fewer than a machine would.
limit = MissLimit("feedback", misses=30, seconds=3600)


@csrf_exempt  # a token needs a cookie; the browser itself says where a form comes from
@require_POST
@never_cache
def answer(request: HttpRequest) -> HttpResponse:
    """Keeps a Yes or No, and leads on: to thanks, or to what was missing."""
    if not comes_from_here(request):
        return render(request, "403.html", status=403)
    if limit.is_used_up(request):
        return render(request, "429.html", status=429)
    found = request.POST.get("found")
    if found not in ("yes", "no"):
        return render(request, "400.html", status=400)
    try:
        feedback = record_feedback(
            path=request.POST.get("page", ""), language=get_language() or "", found=found == "yes"
        )
    except ValidationError:
        return render(request, "400.html", status=400)
    limit.count_miss(request)
    return redirect("feedback_more", uuid=feedback.uuid)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def more(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Thanks; or, after a No, a box for what was missing."""
    feedback = Feedback.objects.filter(uuid=uuid).first()
    if feedback is None:
        raise Http404
    if request.method == "POST":
        return _add(request, feedback)
    asks = not feedback.found and not feedback.missing
    back = feedback.page if "<" not in feedback.page else ""
    return render(request, "home/feedback.html", {"asks": asks, "back": back, "length": MISSING_LENGTH})


def _add(request: HttpRequest, feedback: Feedback) -> HttpResponse:
    if not comes_from_here(request):
        return render(request, "403.html", status=403)
    missing = request.POST.get("missing", "").strip()
    if missing:
        with suppress(Feedback.DoesNotExist):  # sent twice, or long after: what was said first stands
            add_what_was_missing(uuid=feedback.uuid, missing=missing)
        return redirect("feedback_more", uuid=feedback.uuid)
    return render(
        request,
        "home/feedback.html",
        {"asks": True, "empty": True, "back": "", "length": MISSING_LENGTH},
        status=400,
    )


def comes_from_here(request: HttpRequest) -> bool:
    """Whether a form was sent from a page of this site, by what the browser says and no page can change.

    Every browser of the last years sends one of the two; who sends neither is no browser with a page of another site
    open in it, so nobody is being used.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.get_host()
