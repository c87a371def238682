"""Gathering for the frame, the home page and my learning."""

from django.http import HttpRequest


def page_frame(request: HttpRequest) -> dict:
    """Names and links in the header and footer."""
    return {}
