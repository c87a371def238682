"""What the demonstration is and what it made, so that it can be taken away again."""

from django.db import models
from django.utils import timezone

# Every made-up person carries it in their personnel reference; no staff file gives one like it.
PERSON_MARK = "demo-"


class DemoBuild(models.Model):
    """The one demonstration this installation holds.

    ``built_for`` is the civil day its dates count back from. ``counts`` is what was built. ``made`` names what
    cannot be told by its people: ``{"units": [pk], "courses": [code], "programmes": [code], "images": [pk],
    "settings": {field: [value before, value written]}, "places": …}`` (the last as ``lms.demo.writing.places`` says).
    """

    scale = models.CharField(max_length=20)
    seed = models.IntegerField()
    built_for = models.DateField()
    built_at = models.DateTimeField(default=timezone.now)
    counts = models.JSONField(default=dict)
    made = models.JSONField(default=dict)

    class Meta:
        constraints = [
            # One row, whoever builds at the same time.
            models.CheckConstraint(condition=models.Q(pk=1), name="demo_demobuild_only_one")
        ]

    def __str__(self) -> str:
        return f"Demonstration council: {self.scale}, {self.built_for}"
