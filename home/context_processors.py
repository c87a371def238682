"""What every page's frame needs: the council's name, where one can go, where one is."""

from django.http import HttpRequest


def chrome(request: HttpRequest) -> dict:
    """The frame of a page. Lazily, so that a page that does not draw it pays nothing."""
    # Imported here: settings name this module before the apps are loaded.
    from home.frame import page_frame

    return page_frame(request)
