"""Checking a certificate, for anybody; its PDF, for its holder."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from certificates.forms import CodeForm
from certificates.models import Certificate
from certificates.selectors import certificate_by_code, verify
from certificates.services import read_pdf, record_look
from lms.core.clock import today
from lms.core.ratelimit import MissLimit
from lms.organisation.permissions import Asker, is_hr, person_of
from lms.people.models import User

# Codes cannot be guessed; this keeps a machine that tries from keeping the site busy.
UNKNOWN_CODES = MissLimit("certificate", misses=30, seconds=300)


@require_safe
def look_up(request: HttpRequest) -> HttpResponse:
    """Where a code is typed. A GET form: it needs no cookie."""
    if UNKNOWN_CODES.is_used_up(request):
        return render(request, "429.html", status=429)
    form = CodeForm(request.GET) if "code" in request.GET else CodeForm()
    if form.is_bound and form.is_valid():
        return redirect("certificate", form.cleaned_data["code"])
    return _unlisted(render(request, "certificates/look_up.html", {"form": form}))


@require_safe
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """What a certificate says and whether it holds today."""
    if UNKNOWN_CODES.is_used_up(request):
        return render(request, "429.html", status=429)
    found = certificate_by_code(code)
    if found is None:
        UNKNOWN_CODES.count_miss(request)
        form = CodeForm({"code": code})
        return _unlisted(render(request, "certificates/unknown.html", {"form": form}, status=404))
    if code != found.code:
        return redirect(found, permanent=True)
    context = {
        "verification": verify(found, on=today()),
        "pdf_offered": bool(found.pdf) and may_open(request.user, found),
        "is_mine": person_of(request.user) == found.person,
    }
    return _unlisted(render(request, "certificates/certificate.html", context))


@require_safe
@login_required
@cache_control(private=True, no_store=True)
def certificate_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """The file as it was issued. To anybody else the answer is the same as for a code that does not exist."""
    found = certificate_by_code(code)
    if found is None or not may_open(request.user, found):
        raise Http404
    content = read_pdf(found)
    if content is None:
        return render(request, "certificates/no_pdf.html", {"certificate": found}, status=404)
    if person_of(request.user) != found.person:
        record_look(certificate=found, by=cast(User, request.user))
    name = f"certificate-{found.completion.course.code}-{found.says.completed_on.isoformat()}.pdf"
    if found.programme:
        name = f"certificate-{found.programme.code}-{found.says.completed_on.isoformat()}.pdf"
    headers = {"Content-Disposition": content_disposition_header(False, name), "X-Robots-Tag": "noindex, nofollow"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def may_open(user: Asker, certificate: Certificate) -> bool:
    """Whether somebody may open the PDF: its holder, and HR officers, whose look is recorded."""
    person = person_of(user)
    return person is not None and (person == certificate.person or is_hr(user))


def _unlisted(response: HttpResponse) -> HttpResponse:
    """Names of people do not belong in search engines, nor in caches on the way."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "private, no-store"
    return response
