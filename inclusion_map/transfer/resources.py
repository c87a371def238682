"""The sheets of things that have a key of their own: organisations, places and services."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from import_export.fields import Field

from inclusion_map.addresses import complete_address
from inclusion_map.models import KindOfHelp, Organisation, Place, Service, ServiceLanguage, Speaker
from inclusion_map.transfer import cells, faults
from inclusion_map.transfer.base import SheetResource, invalid
from inclusion_map.transfer.faults import BadCellError
from inclusion_map.transfer.widgets import CellWidget, SlugWidget
from inclusion_map.validity import (
    BAD_POSTCODE,
    BAD_VALUE,
    MISSING,
    Wrong,
    tidy_postcode,
    wrong_with_ages,
    wrong_with_point,
    wrong_with_slug,
    wrong_with_stock,
)
from lms.core.tables.reading import RawRow

NOT_IN_THE_FILE = {"id", "changed_at", "kinds"}


def columns_of(model: type[models.Model]) -> tuple[str, ...]:
    """The model's own fields in their order: what is added to a model is added to its sheet."""
    return tuple(each.name for each in model._meta.concrete_fields if each.name not in NOT_IN_THE_FILE)


class KeyedResource(SheetResource):
    """A sheet whose rows are known by ``uuid``, or by ``slug`` where the uuid is empty."""

    def get_instance(self, instance_loader: Any, row: dict) -> models.Model | None:
        """What the row is about; None for something new."""
        uuid = self._uuid(row)
        if uuid:
            return self.get_queryset().filter(uuid=uuid).first()
        return self.find(row)

    def find(self, row: dict) -> models.Model | None:
        """What a row without a uuid is about."""
        slug = cells.tidy(row.get("slug") or "")
        return self.get_queryset().filter(slug=slug).first() if slug else None

    def init_instance(self, row: dict | None = None) -> models.Model:
        """Something new, with the uuid that the file gives it."""
        uuid = self._uuid(row or {})
        return self._meta.model(uuid=uuid) if uuid else self._meta.model()

    def _uuid(self, row: dict) -> Any:
        try:
            return cells.read_uuid(cells.tidy(row.get("uuid") or ""))
        except BadCellError as error:
            raise invalid("uuid", error.code, str(error)) from None


def _key() -> Field:
    """The uuid: written, and read only to find or make the row."""
    return Field(attribute="uuid", column_name="uuid", widget=CellWidget(cells.read_uuid, str), readonly=True)


def _organisation() -> Field:
    return Field(
        attribute="organisation",
        column_name="organisation",
        widget=SlugWidget(Organisation, faults.UNKNOWN_ORGANISATION, "organisation"),
    )


class OrganisationResource(KeyedResource):
    """Who runs places: an optional sheet, so that a workbook stands alone."""

    sheet = "organisations"
    uuid = _key()

    class Meta:
        model = Organisation
        fields = columns_of(Organisation)
        export_order = import_order = fields
        import_id_fields: Sequence[str] = ()
        skip_diff = True


class PlaceResource(KeyedResource):
    """Places. ``organisation_name`` and ``organisation_kind`` make the organisation where nobody knows its slug."""

    sheet = "places"
    uuid = _key()
    organisation = _organisation()
    organisation_name = Field(column_name="organisation_name", readonly=True)
    organisation_kind = Field(column_name="organisation_kind", readonly=True)
    replaced_by = Field(
        attribute="replaced_by",
        column_name="replaced_by",
        widget=SlugWidget(Place, faults.UNKNOWN_PLACE, "place"),
    )
    postcode = Field(
        attribute="postcode",
        column_name="postcode",
        widget=CellWidget(lambda text: tidy_postcode(text) or text, cells.tidy),
    )

    class Meta:
        model = Place
        fields = tuple(
            name
            for column in columns_of(Place)
            for name in ((column, "organisation_name", "organisation_kind") if column == "organisation" else (column,))
        )
        export_order = import_order = fields
        import_id_fields: Sequence[str] = ()
        skip_diff = True

    def get_queryset(self) -> models.QuerySet[Place]:
        """With what a row names."""
        return super().get_queryset().select_related("organisation", "replaced_by")

    def dehydrate_organisation_name(self, place: Place) -> str:
        """The organisation's name, for whoever reads the file without its other sheets."""
        return place.organisation.name if place.organisation_id else ""

    def dehydrate_organisation_kind(self, place: Place) -> str:
        """Its kind, so that the row alone can make it."""
        return place.organisation.kind if place.organisation_id else ""

    def before_import_row(self, row: dict, **kwargs: Any) -> None:
        """Makes the organisation that the row describes, where there is none of its slug."""
        slug, name, kind = (
            cells.tidy(row.get(column) or "") for column in ("organisation", "organisation_name", "organisation_kind")
        )
        if not (slug and name) or Organisation.objects.filter(slug=slug).exists():
            return
        made = Organisation(slug=slug, name=name, kind=kind.casefold())
        try:
            made.full_clean()
        except ValidationError as error:
            column = "organisation_kind" if "kind" in error.error_dict else "organisation"
            raise invalid(column, BAD_VALUE, f"The organisation cannot be made: {' '.join(error.messages)}") from None
        made.save()

    def import_instance(self, instance: Any, row: dict, **kwargs: Any) -> None:
        """Reads the cells, then fills in from the postcode what they leave empty."""
        super().import_instance(instance, row, **kwargs)
        complete_address(place=instance)

    def wrong_with(self, instance: Any) -> list[Wrong]:
        """What an editor is told too."""
        found = [*wrong_with_slug(instance.slug), *wrong_with_point(instance.latitude, instance.longitude)]
        if instance.postcode and not tidy_postcode(instance.postcode):
            found.append(Wrong("postcode", BAD_POSTCODE, f"“{instance.postcode}” is not a postcode."))
        if instance.pk and instance.replaced_by_id == instance.pk:
            found.append(Wrong("replaced_by", BAD_VALUE, "A place cannot replace itself."))
        return found


def successors_first(rows: Sequence[RawRow]) -> list[RawRow]:
    """The rows of places so that each comes after the one that replaces it, as far as that can be."""
    by_slug = {row.cells.get("slug", "").strip(): row for row in rows}
    placed: dict[int, RawRow] = {}
    for row in rows:
        chain: dict[int, RawRow] = {}
        current: RawRow | None = row
        while current is not None and current.number not in placed and current.number not in chain:
            chain[current.number] = current
            current = by_slug.get(current.cells.get("replaced_by", "").strip() or "\0")
        placed.update(reversed(chain.items()))
    return list(placed.values())


class ServiceResource(KeyedResource):
    """What help there is at places. A row without a uuid is the service of that title at its place."""

    sheet = "services"
    uuid = _key()
    place = Field(attribute="place", column_name="place", widget=SlugWidget(Place, faults.UNKNOWN_PLACE, "place"))
    kinds = Field(attribute="kind_codes", column_name="kinds")
    languages = Field(attribute="spoken", column_name="languages")

    class Meta:
        model = Service
        fields = tuple(
            name
            for column in columns_of(Service)
            for name in ({"description": ("description", "kinds"), "language": ("language", "languages")}).get(
                column, (column,)
            )
        )
        export_order = import_order = fields
        import_id_fields: Sequence[str] = ()
        skip_diff = True

    def __init__(self, rows: Sequence[RawRow] = ()) -> None:
        super().__init__(rows)
        self.kind_ids = dict(KindOfHelp.objects.values_list("code", "pk"))
        codes = list(self.kind_ids)
        self.fields["kinds"].widget = CellWidget(lambda text: cells.read_kinds(text, codes), ", ".join)
        self.fields["languages"].widget = CellWidget(
            lambda text: cells.read_languages(text, Speaker.values), cells.write_languages
        )

    def get_queryset(self) -> models.QuerySet[Service]:
        """With what a row names."""
        return super().get_queryset().select_related("place").prefetch_related("kinds", "languages")

    def find(self, row: dict) -> Service | None:
        """The only service of that title at that place."""
        place, title = (cells.tidy(row.get(column) or "") for column in ("place", "title"))
        found = list(self.get_queryset().filter(place__slug=place, title=title)[:2]) if place and title else []
        if len(found) > 1:
            raise invalid("title", faults.BAD_KEY, "The place has two services of this title: give the uuid.")
        return found[0] if found else None

    def after_init_instance(self, instance: Any, new: bool, row: dict, **kwargs: Any) -> None:
        """Reads the kinds and languages it has."""
        read_details(instance, new=new)
        super().after_init_instance(instance, new, row, **kwargs)

    def wrong_with(self, instance: Any) -> list[Wrong]:
        """What an editor is told too."""
        found = wrong_with_ages(instance.minimum_age, instance.maximum_age)
        found += wrong_with_stock(instance.stock, instance.stock_as_of)
        if not instance.kind_codes:
            found.append(Wrong("kinds", MISSING, "Say at least one kind of help."))
        return found

    def after_save_instance(self, instance: Any, row: dict, **kwargs: Any) -> None:
        """Writes its kinds and languages."""
        through = Service.kinds.through.objects.filter(service_id=instance.pk)
        wanted = {self.kind_ids[code] for code in instance.kind_codes}
        held = set(through.values_list("kindofhelp_id", flat=True))
        through.filter(kindofhelp_id__in=held - wanted).delete()
        Service.kinds.through.objects.bulk_create(
            Service.kinds.through(service_id=instance.pk, kindofhelp_id=kind) for kind in sorted(wanted - held)
        )
        spoken, kept = set(instance.spoken), set()
        for language in ServiceLanguage.objects.filter(service_id=instance.pk):
            if (language.code, language.speaker) in spoken:
                kept.add((language.code, language.speaker))
            else:
                language.delete()
        ServiceLanguage.objects.bulk_create(
            ServiceLanguage(service_id=instance.pk, code=code, speaker=speaker)
            for code, speaker in sorted(spoken - kept)
        )

    def iter_queryset(self, queryset: models.QuerySet[Service]) -> Any:
        """Each with its kinds and languages read."""
        for service in queryset:
            read_details(service)
            yield service


def read_details(service: Any, *, new: bool = False) -> None:
    """Puts ``kind_codes`` and ``spoken`` on a service, as its row writes them."""
    kinds = [] if new else sorted(service.kinds.all(), key=lambda kind: kind.position)
    service.kind_codes = tuple(kind.code for kind in kinds)
    languages = [] if new else service.languages.all()
    service.spoken = tuple(sorted((language.code, language.speaker) for language in languages))
