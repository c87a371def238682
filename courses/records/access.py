"""Who a learning page is for."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from courses.content.public import public_page

LearnerView = Callable[..., HttpResponse]


def learner_view(view: LearnerView) -> LearnerView:
    """Gives a view the signed-in person as its second argument.

    Everybody else is asked to sign in. An account that belongs to no staff record is told so: there is nobody to
    keep a record for. Nothing of it may be kept by a cache on the way.
    """

    @never_cache
    @wraps(view)
    def wrapped(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        person = getattr(request.user, "person", None)
        if person is None:
            return render(request, "courses/learn/no_person.html")
        return view(request, person, *args, **kwargs)

    return wrapped


def learner_or_public_view(public_url: Callable[..., str]) -> Callable[[LearnerView], LearnerView]:
    """A ``learner_view`` of one course. Whoever has no record to keep is sent on to where anybody can do the same, if
    the course is open to everybody: an address that a colleague shared works for a resident too.

    ``public_url`` makes that address of the course's page and the view's other arguments.
    """

    def decorate(view: LearnerView) -> LearnerView:
        recorded = learner_view(view)

        @never_cache
        @wraps(view)
        def wrapped(request: HttpRequest, code: str, **kwargs: object) -> HttpResponse:
            nobody = getattr(request.user, "person", None) is None
            if nobody and (page := public_page(code)):
                return redirect(public_url(page, **kwargs))
            return recorded(request, code=code, **kwargs)

        return wrapped

    return decorate
