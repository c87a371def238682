"""Who a learning page is for."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

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
