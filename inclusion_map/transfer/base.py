"""What the resources of every sheet share: keys, codes of faults, and what counts as a change."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.results import Result
from tablib import Dataset

from inclusion_map.transfer import cells, faults
from inclusion_map.transfer.faults import BadCellError, SheetFault
from inclusion_map.transfer.widgets import widget_for
from inclusion_map.validity import BAD_VALUE, MISSING, Wrong
from lms.core.tables.reading import RawRow

# What Django calls it → what a file's reader calls it. A code of ours stays.
_CODES = {
    "invalid": BAD_VALUE,
    "invalid_choice": faults.BAD_CHOICE,
    "blank": MISSING,
    "null": MISSING,
    "required": MISSING,
    "max_length": faults.TOO_LONG,
    "unique": faults.DUPLICATE,
}
LONGEST_TEXT = 10_000  # characters of a text without a limit of its own


@dataclass(frozen=True)
class Change:
    """What one row of a file would do: ``cells`` are (before, after) by column; before is empty for a new row.

    ``what``: "new", "changed", or "removed" (times that the file no longer has).
    """

    sheet: str
    key: str
    what: str
    cells: dict[str, tuple[str, str]]

    @property
    def line(self) -> str:
        """Everything a new or removed row says."""
        return ", ".join(f"{column}: {before or after}" for column, (before, after) in self.cells.items())


@dataclass
class Counts:
    """What became of the rows of a sheet. ``removed``: rows of a set that the file no longer holds."""

    rows: int = 0
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0


@dataclass
class SheetResult:
    """What one sheet did, or would do."""

    counts: Counts = field(default_factory=Counts)
    changes: list[Change] = field(default_factory=list)
    faults: list[SheetFault] = field(default_factory=list)


def invalid(column: str, code: str, message: str) -> ValidationError:
    """One thing wrong in one column of a row."""
    return ValidationError({column: [ValidationError(message, code=code)]})


class SheetResource(ModelResource):
    """One sheet: its columns are the resource's fields, in their order.

    A column that a file leaves out is left alone; an empty cell empties. A row is a change when what it would write
    differs from what is exported now, so an export that comes back changes nothing.
    """

    sheet: str
    before: dict[str, str] | None

    def __init__(self, rows: Sequence[RawRow] = ()) -> None:
        super().__init__()
        self.rows = rows
        self.found = SheetResult(Counts(rows=len(rows)))
        self.seen: set[Any] = set()

    @classmethod
    def field_from_django_field(cls, field_name: str, django_field: models.Field, readonly: bool) -> Field:
        """A column named as its field."""
        return Field(attribute=field_name, column_name=field_name, widget=widget_for(django_field), readonly=readonly)

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        """The columns of the sheet, in order."""
        return tuple(cls._meta.fields)

    def load(self, columns: Sequence[str]) -> SheetResult:
        """Imports the rows that the resource was given. Nothing is undone here: that is the caller's."""
        data = Dataset(headers=list(columns) or ["slug"])
        for row in self.rows:
            data.append([row.cells.get(column, "") for column in data.headers])
        result = self.import_data(data)
        self.found.faults += self._faults(result)
        counts = self.found.counts
        counts.unchanged = counts.rows - counts.created - counts.changed if not self.found.faults else 0
        return self.found

    # --- Rows ---------------------------------------------------------------------------------------------------------

    def after_init_instance(self, instance: Any, new: bool, row: dict, **kwargs: Any) -> None:
        """Remembers the row as it stands, and refuses a second one for the same thing."""
        raw = self.rows[kwargs["row_number"] - 1]
        if raw.problem:
            raise ValidationError(raw.problem, code=BAD_VALUE)
        if not new and instance.pk in self.seen:
            raise ValidationError("Another row of this sheet is about the same thing.", code=faults.DUPLICATE)
        self.seen.add(instance.pk)
        self.before = None if new else self.written(instance)

    def import_instance(self, instance: Any, row: dict, **kwargs: Any) -> None:
        """Reads every cell; raises one error that names all that cannot be read."""
        errors: dict[str, list[ValidationError]] = {}
        for each in self.get_import_fields():
            try:
                self.import_field(each, instance, row, **kwargs)
            except BadCellError as error:
                errors[each.column_name] = [ValidationError(str(error), code=error.code)]
        if errors:
            raise ValidationError(errors)

    def skip_row(self, instance: Any, original: Any, row: Any, import_validation_errors: Any = None) -> bool:
        """Whether the row would write what stands there already."""
        return not import_validation_errors and self.before is not None and self.written(instance) == self.before

    def validate_instance(
        self, instance: Any, import_validation_errors: Any = None, validate_unique: bool = True
    ) -> None:
        """Every column's own rules and the model's, as faults with codes."""
        errors: dict[str, Any] = dict(import_validation_errors or {})
        for check in (instance.clean_fields, instance.validate_unique):
            try:
                check(exclude=set(errors) - {NON_FIELD_ERRORS})
            except ValidationError as error:
                errors = error.update_error_dict(errors)
        self._limit_texts(instance, errors)
        if not errors:
            for wrong in self.wrong_with(instance):
                errors.setdefault(wrong.field, []).append(ValidationError(wrong.message, code=wrong.code))
        if errors:
            raise ValidationError(errors)

    def save_instance(self, instance: Any, is_create: bool, row: dict, **kwargs: Any) -> None:
        """Writes the row and notes what it changed."""
        super().save_instance(instance, is_create, row, **kwargs)
        self.seen.add(instance.pk)
        after = self.written(instance)
        if self.before is None:
            self.found.counts.created += 1
        else:
            self.found.counts.changed += 1
        self.note(str(instance), self.before or {}, after)

    def note(self, key: str, before: dict[str, str], after: dict[str, str]) -> None:
        """Keeps a change to show."""
        changed = {
            column: (before.get(column, ""), after.get(column, ""))
            for column in self.columns()
            if before.get(column, "") != after.get(column, "")
        }
        what = "changed" if before and after else "new" if after else "removed"
        self.found.changes.append(Change(self.sheet, key, what, changed))

    def written(self, instance: Any) -> dict[str, str]:
        """The instance as its row of the export, as text by column."""
        return {each.column_name: as_text(self.export_field(each, instance)) for each in self.get_export_fields()}

    def wrong_with(self, instance: Any) -> Iterable[Wrong]:
        """What the model's rules say against the instance."""
        return ()

    # --- Faults -------------------------------------------------------------------------------------------------------

    def _limit_texts(self, instance: Any, errors: dict[str, Any]) -> None:
        for each in instance._meta.concrete_fields:
            if isinstance(each, models.TextField) and len(getattr(instance, each.name) or "") > LONGEST_TEXT:
                words = f"The text is longer than {LONGEST_TEXT:,} characters."
                errors.setdefault(each.name, []).append(ValidationError(words, code=faults.TOO_LONG))

    def _faults(self, result: Result) -> list[SheetFault]:
        found = []
        for bad in result.invalid_rows:
            number = self.rows[bad.number - 1].number
            for column, errors in _by_column(bad.error):
                found += [self._fault(number, column, error) for error in errors]
        for position, _errors in result.row_errors():
            words = "The database does not take this row: another row or a rule stands against it."
            found.append(SheetFault(self.sheet, self.rows[position - 1].number, None, BAD_VALUE, words))
        return found

    def _fault(self, number: int, column: str | None, error: ValidationError) -> SheetFault:
        code = _CODES.get(error.code or "", error.code or BAD_VALUE)
        message = " ".join(error.messages)
        if code == MISSING and error.code in _CODES:
            message = f"There is no {column}."
        if code == faults.DUPLICATE and column:
            message = f"Another {self._meta.model._meta.verbose_name} has this {column}."
        return SheetFault(self.sheet, number, column, code, message)


def as_text(value: Any) -> str:
    """A cell of an export as text."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else cells.tidy(str(value))


def _by_column(error: ValidationError) -> list[tuple[str | None, list[ValidationError]]]:
    if hasattr(error, "error_dict"):
        return [(None if name == NON_FIELD_ERRORS else name, each) for name, each in error.error_dict.items()]
    return [(None, error.error_list)]
