"""Sheets whose rows have no key: the rows of one owner are one set.

The rows of a file about a place, a service, an organisation or everywhere replace that owner's rows, all of them; what
the file does not name is left alone. A row that names an owner and nothing else takes the owner's rows away.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from django.db import models

from inclusion_map.transfer import cells
from inclusion_map.transfer.base import SheetResource, SheetResult
from inclusion_map.transfer.faults import SheetFault
from inclusion_map.validity import OVERLAP
from lms.core.tables.problems import TOO_LARGE

MOST_OF_ONE_OWNER = 300

Owner = tuple[str, int | None]
Line = tuple[str, ...]


class SetResource(SheetResource):
    """A sheet of rows that belong to owners and have no key. A kind of row says whose it is and what contradicts."""

    owner_columns: tuple[str, ...]

    def __init__(self, rows: Sequence[Any] = ()) -> None:
        super().__init__(rows)
        self.sets: dict[Owner, list[tuple[int, Any]]] = defaultdict(list)
        self.clears = False

    def owner_of(self, instance: Any) -> Owner:
        """Whose row it is."""
        raise NotImplementedError

    def overlaps(self, instances: list[Any]) -> list[tuple[int, int]]:
        """Pairs, by position, that contradict each other."""
        raise NotImplementedError

    def held_by(self, owner: Owner) -> models.QuerySet:
        """The rows an owner has now."""
        name, pk = owner
        if pk is None:
            return self.get_queryset().filter(**dict.fromkeys(self.owner_ids, None))
        return self.get_queryset().filter(**{f"{name}_id": pk})

    owner_ids: tuple[str, ...]

    def load(self, columns: Sequence[str]) -> SheetResult:
        """Reads every row and, when none is wrong, makes each owner's rows those of the file."""
        found = super().load(columns)
        for owner, rows in self.sets.items():
            self._check_set(rows)
            if not found.faults:
                self._replace(owner, rows)
        counts = found.counts
        counts.unchanged = counts.rows - counts.created if not found.faults else 0
        return found

    def get_instance(self, instance_loader: Any, row: dict) -> None:
        """Every row is read anew: what is there already is seen when the set is whole."""
        return

    def after_init_instance(self, instance: Any, new: bool, row: dict, **kwargs: Any) -> None:
        """Sees whether the row only names its owner."""
        super().after_init_instance(instance, new, row, **kwargs)
        self.clears = not any(cells.tidy(row[name]) for name in row if name not in self.owner_columns)

    def skip_row(self, instance: Any, original: Any, row: Any, import_validation_errors: Any = None) -> bool:
        """A row that only names an owner begins an empty set."""
        if self.clears and not import_validation_errors:
            self.sets[self.owner_of(instance)] += []
            self.found.counts.rows -= 1
        return self.clears and not import_validation_errors

    def save_instance(self, instance: Any, is_create: bool, row: dict, **kwargs: Any) -> None:
        """Keeps the row for its set."""
        self.sets[self.owner_of(instance)].append((self.rows[kwargs["row_number"] - 1].number, instance))

    def line(self, instance: Any) -> Line:
        """A row as text: what makes two rows the same."""
        written = self.written(instance)
        return tuple(written[column] for column in self.columns())

    def _check_set(self, rows: list[tuple[int, Any]]) -> None:
        if len(rows) > MOST_OF_ONE_OWNER:
            words = f"More than {MOST_OF_ONE_OWNER} rows for one place, service or organisation."
            self.found.faults.append(SheetFault(self.sheet, rows[-1][0], None, TOO_LARGE, words))
            return
        for one, two in self.overlaps([instance for _, instance in rows]):
            words = f"This contradicts row {rows[one][0]}: the same kind of times, at the same time."
            self.found.faults.append(SheetFault(self.sheet, rows[two][0], None, OVERLAP, words))

    def _replace(self, owner: Owner, rows: list[tuple[int, Any]]) -> None:
        held: dict[Line, list[Any]] = defaultdict(list)
        for instance in self.held_by(owner):
            held[self.line(instance)].append(instance)
        missing = Counter(self.line(instance) for _, instance in rows)
        missing.subtract({line: len(instances) for line, instances in held.items()})
        made = []
        for _, instance in rows:
            if missing[self.line(instance)] > 0:
                missing[self.line(instance)] -= 1
                made.append(instance)
        gone = [instance for line, instances in held.items() for instance in instances[: max(0, -missing[line])]]
        self.get_queryset().filter(pk__in=[instance.pk for instance in gone]).delete()
        self._meta.model.objects.bulk_create(made)
        self.found.counts.created += len(made)
        self.found.counts.removed += len(gone)
        for instance in gone:
            self.note(self._name(instance), self.written(instance), {})
        for instance in made:
            self.note(self._name(instance), {}, self.written(instance))

    def _name(self, instance: Any) -> str:
        owner = next((getattr(instance, name) for name in self.owner_attributes if getattr(instance, name)), None)
        return f"{owner}: {instance}" if owner else str(instance)

    owner_attributes: tuple[str, ...]
