"""Invariants that neither database lets a plain constraint say, as migration operations for both.

Django's own constraints cover uniqueness and checks. Two of our invariants need more:

- periods of one thing must not overlap (PostgreSQL: exclusion constraint; SQLite: triggers);
- a published or logged row is never changed (a trigger on both).
"""

from django.db.migrations.operations.base import Operation


class _SchemaOnly(Operation):
    reversible = True
    reduces_to_sql = True

    def state_forwards(self, app_label, state) -> None:
        """The model state is untouched: only the database knows."""


class ForbidOverlap(_SchemaOnly):
    """No two current rows (``superseded_at`` empty) with equal ``keys`` may be true on the same day."""

    def __init__(self, table: str, keys: list[str], name: str, where: str = "superseded_at IS NULL") -> None:
        self.table, self.keys, self.name, self.where = table, keys, name, where

    def deconstruct(self):
        return (self.__class__.__name__, [], {k: getattr(self, k) for k in ("table", "keys", "name", "where")})

    def database_forwards(self, app_label, schema_editor, from_state, to_state) -> None:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
            keys = ", ".join(f"{key} WITH =" for key in self.keys)
            schema_editor.execute(
                f"ALTER TABLE {self.table} ADD CONSTRAINT {self.name} EXCLUDE USING gist "
                f"({keys}, daterange(valid_from, valid_to) WITH &&) WHERE ({self.where})"
            )
            return
        same = " AND ".join(f"o.{key} = NEW.{key}" for key in self.keys)
        where_new = self._prefixed("NEW")
        where_other = self._prefixed("o")
        for event in ("INSERT", "UPDATE"):
            schema_editor.execute(
                f"CREATE TRIGGER {self.name}_{event.lower()} BEFORE {event} ON {self.table} "
                f"WHEN {where_new} AND EXISTS (SELECT 1 FROM {self.table} o WHERE {same} AND o.id IS NOT NEW.id "
                f"AND {where_other} AND o.valid_from < COALESCE(NEW.valid_to, '9999-12-31') "
                f"AND NEW.valid_from < COALESCE(o.valid_to, '9999-12-31')) "
                f"BEGIN SELECT RAISE(ABORT, '{self.name}'); END"
            )

    def _prefixed(self, alias: str) -> str:
        return " AND ".join(f"{alias}.{term}" for term in self.where.split(" AND "))

    def database_backwards(self, app_label, schema_editor, from_state, to_state) -> None:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"ALTER TABLE {self.table} DROP CONSTRAINT {self.name}")
            return
        for event in ("insert", "update"):
            schema_editor.execute(f"DROP TRIGGER {self.name}_{event}")

    def describe(self) -> str:
        return f"Periods in {self.table} with equal {', '.join(self.keys)} do not overlap"


class ForbidUpdate(_SchemaOnly):
    """Rows of ``table`` are written once: any UPDATE fails in the database."""

    def __init__(self, table: str, name: str) -> None:
        self.table, self.name = table, name

    def deconstruct(self):
        return (self.__class__.__name__, [], {"table": self.table, "name": self.name})

    def database_forwards(self, app_label, schema_editor, from_state, to_state) -> None:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(
                f"CREATE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{self.name}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
            )
            schema_editor.execute(
                f"CREATE TRIGGER {self.name} BEFORE UPDATE ON {self.table} FOR EACH ROW EXECUTE FUNCTION {self.name}()"
            )
            return
        schema_editor.execute(
            f"CREATE TRIGGER {self.name} BEFORE UPDATE ON {self.table} BEGIN SELECT RAISE(ABORT, '{self.name}'); END"
        )

    def database_backwards(self, app_label, schema_editor, from_state, to_state) -> None:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER {self.name} ON {self.table}")
            schema_editor.execute(f"DROP FUNCTION {self.name}()")
            return
        schema_editor.execute(f"DROP TRIGGER {self.name}")

    def describe(self) -> str:
        return f"Rows of {self.table} are never changed"
