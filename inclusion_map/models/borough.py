"""What the borough is: its postcodes, wards and outline, and the days that are holidays. Loaded by commands."""

from django.db import models


class Postcode(models.Model):
    """One unit postcode in the borough or near it. WGS 84 degrees; from Ordnance Survey's Code-Point Open.

    ``code`` has its space ("AB1 2CD"); ``sector`` is all but the last two letters ("AB1 2"). ``ward_code`` is empty
    outside the borough.
    """

    code = models.CharField(max_length=8, unique=True)
    sector = models.CharField(max_length=6, db_index=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6)
    longitude = models.DecimalField(max_digits=9, decimal_places=6)
    ward_code = models.CharField(max_length=9, blank=True)
    in_borough = models.BooleanField()

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class PostcodeArea(models.Model):
    """An outcode ("AB1") or a sector ("AB1 2"): the mean centre of its postcodes, inside the borough and near it.

    An address of ours may name an area, never a postcode; a sector of fewer than 20 postcodes would give a home away,
    so it has no row and its outcode is used.
    """

    class Level(models.TextChoices):
        OUTCODE = "outcode"
        SECTOR = "sector"

    code = models.CharField(max_length=6, unique=True)
    level = models.CharField(max_length=7, choices=Level)
    latitude = models.DecimalField(max_digits=9, decimal_places=6)
    longitude = models.DecimalField(max_digits=9, decimal_places=6)
    postcodes = models.PositiveIntegerField()
    in_borough = models.BooleanField(help_text="At least one of its postcodes is.")
    name = models.CharField(
        max_length=100, blank=True, help_text="The ward most of it lies in, where it lies in the borough."
    )

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class Ward(models.Model):
    """One ward: its official code and name, a shape for the map (GeoJSON geometry) and the middle of its postcodes.

    The shape is drawn, not official: which ward something is in is told by its postcode, never by the shape.
    """

    code = models.CharField(max_length=9, unique=True)
    slug = models.SlugField(max_length=100, unique=True)
    name = models.CharField(max_length=100)
    geometry = models.JSONField()
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class BoroughOutline(models.Model):
    """The borough's name and outline (GeoJSON geometry). One row."""

    name = models.CharField(max_length=100)
    geometry = models.JSONField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="inclusion_map_boroughoutline_only_one")]

    def __str__(self) -> str:
        return self.name


class BankHoliday(models.Model):
    """A day that is a bank holiday, or the weekend day whose substitute is one."""

    date = models.DateField()
    title = models.CharField(max_length=100)
    substitute_elsewhere = models.BooleanField(default=False, help_text="The day itself; a weekday stands in for it.")

    class Meta:
        ordering = ["date"]
        constraints = [models.UniqueConstraint(fields=["date", "title"], name="inclusion_map_bankholiday_once")]

    def __str__(self) -> str:
        return f"{self.title} {self.date}"


class SchoolTerm(models.Model):
    """One school term; both days are included. Without any, a term-time rule cannot be confirmed."""

    name = models.CharField(max_length=60)
    first_day = models.DateField()
    last_day = models.DateField()

    class Meta:
        ordering = ["first_day"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")), name="inclusion_map_schoolterm_in_order"
            )
        ]

    def __str__(self) -> str:
        return self.name
