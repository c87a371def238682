"""How each field of a model stands in a cell: readers and writers of ``cells`` as widgets of django-import-export."""

from collections.abc import Callable
from typing import Any

from django.db import models
from import_export.widgets import Widget

from inclusion_map.transfer import cells
from inclusion_map.transfer.faults import BadCellError


class CellWidget(Widget):
    """Reads a cell's text and writes a value, each with a function that the other undoes."""

    def __init__(self, read: Callable[[str], Any], write: Callable[[Any], Any] = lambda value: value) -> None:
        super().__init__(coerce_to_string=False)
        self.read, self.write = read, write

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        """The value of a cell. Raises ``BadCellError``."""
        return self.read(cells.tidy(str(value or "")))

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        """What is written in the cell."""
        return self.write(value)


class SlugWidget(CellWidget):
    """A row of another model, by its slug; None for an empty cell."""

    def __init__(self, model: type[models.Model], code: str, word: str) -> None:
        super().__init__(self._find, lambda row: row.slug if row else "")
        self.model, self.code, self.word = model, code, word

    def _find(self, slug: str) -> models.Model | None:
        if not slug:
            return None
        found = self.model._default_manager.filter(slug=slug).first()
        if found is None:
            raise BadCellError(self.code, f"There is no {self.word} with the slug “{cells.shown(slug)}”.")
        return found


def widget_for(field: models.Field) -> CellWidget:
    """The widget of a model's field. An empty cell means the field's default, where it has one, and nothing else."""
    default = field.get_default() if field.has_default() else None
    if field.flatchoices:
        codes = [str(code) for code, _ in field.flatchoices]
        return CellWidget(lambda text: cells.read_choice(text, codes) or default or "", str)
    if isinstance(field, models.BooleanField):
        return CellWidget(_with_default(cells.read_yes_no, default))
    if isinstance(field, models.UUIDField):
        return CellWidget(cells.read_uuid, str)
    for kind, read, write in _BY_KIND:
        if isinstance(field, kind):
            return CellWidget(_with_default(read, default), write)
    return CellWidget(lambda text: text or default or "", lambda value: cells.tidy(value or ""))


def _with_default(read: Callable[[str], Any], default: Any) -> Callable[[str], Any]:
    def reading(text: str) -> Any:
        value = read(text)
        return default if value is None else value

    return reading


def _six_decimals(value: Any) -> str:
    return "" if value is None else f"{value:.6f}"


_BY_KIND: tuple[tuple[type[models.Field], Callable[[str], Any], Callable[[Any], Any]], ...] = (
    (models.DateField, cells.read_date, lambda value: value),
    (models.TimeField, cells.read_time, cells.write_time),
    (models.IntegerField, cells.read_whole, lambda value: value),
    (models.DecimalField, cells.read_degrees, _six_decimals),
)
