"""My learning, and the council's colours."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from courses.api import is_partner, learner_view
from home import learning
from home.frame import shared_frame
from lms.core.clock import today
from lms.organisation.permissions import person_of
from lms.people.models import Person


@require_safe
def my_learning(request: HttpRequest) -> HttpResponse:
    """Where one lands after signing in: a partner, who has no record here, at the publishing desk."""
    if request.user.is_authenticated and person_of(request.user) is None and is_partner(request.user):
        return redirect("publish")
    return _my_learning(request)


@learner_view
def _my_learning(request: HttpRequest, person: Person) -> HttpResponse:
    """What I must do, by when and why; my record; who looked at it."""
    return render(request, "home/my_learning.html", {"mine": learning.my_learning(person, today())})


@require_safe
@cache_control(public=True, max_age=31_536_000, immutable=True)
def theme(request: HttpRequest) -> HttpResponse:
    """The council's colours as a stylesheet. Its address changes with its content, so it is kept for ever."""
    return HttpResponse(shared_frame().theme, content_type="text/css; charset=utf-8")
