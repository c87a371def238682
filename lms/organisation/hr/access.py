"""Who the pages of HR are for."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from lms.organisation.permissions import is_hr

HRView = Callable[..., HttpResponse]


def hr_view(view: HRView) -> HRView:
    """Only for HR officers of today. For others there is no such page; the signed-out are asked to sign in.

    Nothing of it may be kept by a cache on the way.
    """

    @never_cache
    @wraps(view)
    def wrapped(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not is_hr(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return wrapped
