"""The home page, standard pages, which translations wait for a person, and what visitors say of a page."""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import BaseTranslatableField

# A translation keeps its address: it is neither offered for translation nor copied over when the source's changes.
OWN_SLUG = [BaseTranslatableField("slug")]


class HomePage(Page):
    """The front door: it leads each group to what they came for."""

    introduction = models.CharField(max_length=250, blank=True)

    template = "home/home_page.html"
    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    override_translatable_fields = OWN_SLUG

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds what the doors say, and what lies behind them now."""
        from home.front import front
        from home.selectors import doors

        context = super().get_context(request, *args, **kwargs)
        return {**context, "doors": doors(request), "front": front(request)}


class Facts(models.TextChoices):
    """What the site itself knows and shows below the words of a page, always as it is today."""

    NONE = "", "Nothing"
    CONTACT = "contact", "How to reach the council"
    COOKIES = "cookies", "The cookies this site sets"
    COMPLAIN = "complain", "How to complain about accessibility"


class StandardPage(Page):
    """A page of plain text: about, accessibility, privacy, contact.

    ``shipped_as`` names the text that `load_pages` wrote here and ``shipped_digest`` is the digest of what it wrote;
    both are empty for a page that an editor made. Once the page says anything else, it is the editor's.
    """

    introduction = models.CharField(max_length=250, blank=True)
    body = RichTextField(features=["h2", "h3", "bold", "ul", "ol", "link", "document-link"], blank=True)
    facts = models.CharField("Shown below", max_length=10, choices=Facts, default=Facts.NONE, blank=True)
    shipped_as = models.SlugField(max_length=30, blank=True, editable=False)
    shipped_digest = models.CharField(max_length=64, blank=True, editable=False)

    template = "home/standard_page.html"
    parent_page_types = ["home.HomePage", "home.StandardPage"]
    content_panels = [*Page.content_panels, FieldPanel("introduction"), FieldPanel("body"), FieldPanel("facts")]
    search_fields = [*Page.search_fields, index.SearchField("introduction"), index.SearchField("body")]
    override_translatable_fields = OWN_SLUG
    # A copied page is an editor's own.
    exclude_fields_in_copy = ["shipped_as", "shipped_digest"]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the facts that stand below the text."""
        from home.facts import facts_for

        return {**super().get_context(request, *args, **kwargs), **facts_for(self.facts)}


class TranslationReview(models.Model):
    """A translated page whose words a machine wrote. Its readers are told so until a person approves it.

    A page without a row was translated by a person.
    """

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="translation_review")
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return f"{self.page} ({'approved' if self.approved_at else 'awaiting review'})"


class Feedback(models.Model):
    """One answer to "Did you find what you needed?", from the foot of a page.

    Says nothing of who answered. ``page`` is a path without its query; where an address would point to one person, as
    a certificate's does, it is the pattern of the address. ``at``: an instant.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    page = models.CharField(max_length=300)
    language = models.CharField(max_length=10)
    found = models.BooleanField("Found what they needed")
    missing = models.TextField("What was missing", blank=True, max_length=1000)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = "feedback"
        verbose_name_plural = "feedback"
        indexes = [models.Index(fields=["-at"], name="home_feedback_newest")]
        constraints = [
            # Only somebody who did not find it is asked what was missing.
            models.CheckConstraint(condition=Q(found=False) | Q(missing=""), name="home_feedback_missing_only_if_not")
        ]

    def __str__(self) -> str:
        return f"{'Found' if self.found else 'Not found'}: {self.page}"
