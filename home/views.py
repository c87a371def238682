"""My learning, and the council's colours."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from courses.api import learner_view
from home import learning
from home.frame import shared_frame
from lms.core.clock import today
from lms.people.models import Person


@require_safe
@learner_view
def my_learning(request: HttpRequest, person: Person) -> HttpResponse:
    """What I must do, by when and why; my record; who looked at it."""
    return render(request, "home/my_learning.html", {"mine": learning.my_learning(person, today())})


@require_safe
@cache_control(public=True, max_age=31_536_000, immutable=True)
def theme(request: HttpRequest) -> HttpResponse:
    """The council's colours as a stylesheet. Its address changes with its content, so it is kept for ever."""
    return HttpResponse(shared_frame().theme, content_type="text/css; charset=utf-8")
