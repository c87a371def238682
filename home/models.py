"""The home page and standard pages."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page


class HomePage(Page):
    """The front door: it leads each group to what they came for."""

    introduction = models.CharField(max_length=250, blank=True)

    template = "home/home_page.html"
    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    content_panels = [*Page.content_panels, FieldPanel("introduction")]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds what the doors say."""
        from home.selectors import doors

        return {**super().get_context(request, *args, **kwargs), "doors": doors(request)}


class StandardPage(Page):
    """A page of plain text: about, accessibility, privacy, contact."""

    introduction = models.CharField(max_length=250, blank=True)
    body = RichTextField(features=["h2", "h3", "bold", "ul", "ol", "link", "document-link"], blank=True)

    template = "home/standard_page.html"
    parent_page_types = ["home.HomePage", "home.StandardPage"]
    content_panels = [*Page.content_panels, FieldPanel("introduction"), FieldPanel("body")]
