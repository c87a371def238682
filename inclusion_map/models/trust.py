"""How fresh a place's facts are, and what people say is wrong."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from modelcluster.fields import ParentalKey

from inclusion_map.models.places import Place


class Check(models.Model):
    """Somebody confirmed a place's facts on a day. The newest one is shown; 30 days past ``next_due`` a page says to
    ring first, 90 days past it never says "open now"."""

    place = ParentalKey(Place, on_delete=models.CASCADE, related_name="checks")
    checked_on = models.DateField()
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    next_due = models.DateField()
    source = models.CharField(max_length=150, blank=True, help_text="Rang them, visited, their website …")

    class Meta:
        ordering = ["-checked_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(next_due__gt=F("checked_on")), name="inclusion_map_check_due_later"),
        ]

    def __str__(self) -> str:
        return f"{self.checked_on}"


class Report(models.Model):
    """Somebody said that something on a place's page is wrong. No name, no address, no way to find them again."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="reports")
    text = models.TextField(max_length=1000)
    page_language = models.CharField(max_length=10, default="en")
    reported_at = models.DateTimeField(default=timezone.now, editable=False)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-reported_at", "-pk"]

    def __str__(self) -> str:
        return self.text[:60]
