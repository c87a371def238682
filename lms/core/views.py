"""Views that belong to no feature."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form from a page that was open too long, or from a browser that refuses cookies: say so, and what to do."""
    return render(request, "403_csrf.html", status=403)
