"""Who the pages of the desk are for."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from courses.catalogue.models import TaughtCourse
from courses.catalogue.permissions import classes_of, is_partner
from lms.people.models import User


class DeskRequest(HttpRequest):
    """A request of somebody who is signed in, as every view of the desk is given it."""

    user: User


View = Callable[..., HttpResponse]


def desk_view(view: View) -> View:
    """Only for people who write for a provider now. For others there is no such page; the signed-out sign in first."""

    @never_cache
    @wraps(view)
    def wrapped(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not is_partner(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return wrapped


def class_view(view: View) -> View:
    """A page about one class of theirs: the view is given the class in place of its number. For the classes of others
    there is no such page."""

    @never_cache
    @wraps(view)
    def wrapped(request: HttpRequest, uuid: UUID, *args: object, **kwargs: object) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        taught: TaughtCourse = get_object_or_404(classes_of(request.user).select_related("provider"), uuid=uuid)
        return view(request, taught, *args, **kwargs)

    return wrapped
