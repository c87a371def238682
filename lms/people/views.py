"""Pages about one's own account that allauth does not have, or has otherwise."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
@login_required
def email_from_staff_file(request: HttpRequest) -> HttpResponse:
    """Which address we hold, where it comes from, and who can change it. Nobody adds one here: a code sent to it
    would open somebody's record."""
    return render(request, "account/email_from_staff_file.html")
