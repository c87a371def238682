"""What an import did, row by row: enough to undo it without the file. Kept in ``StaffImport.change_set``.

Pure: no Django.
"""

from dataclasses import asdict, dataclass, field


@dataclass(slots=True)
class Rows:
    """Primary keys in one table of dated facts.

    ``restored``: set by undoing; which new row says again what a superseded one said. Keys as text, because JSON's are.
    """

    inserted: list[int] = field(default_factory=list)
    superseded: list[int] = field(default_factory=list)
    restored: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Values:
    """Rows in one table of things kept as they are now. Keys are primary keys as text."""

    created: list[int] = field(default_factory=list)
    before: dict[str, dict] = field(default_factory=dict)
    after: dict[str, dict] = field(default_factory=dict)


@dataclass(slots=True)
class ChangeSet:
    """Everything one import wrote. ``people.before["7"]["user"]`` is the account they had, and so on."""

    units: list[int] = field(default_factory=list)
    jobs: list[int] = field(default_factory=list)
    people: Values = field(default_factory=Values)
    users: Values = field(default_factory=Values)
    unit_versions: Rows = field(default_factory=Rows)
    job_versions: Rows = field(default_factory=Rows)
    manager_links: Rows = field(default_factory=Rows)

    def as_dict(self) -> dict:
        """For the database."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict) -> "ChangeSet":
        """From the database."""
        tables = ("unit_versions", "job_versions", "manager_links")
        return cls(
            units=data.get("units", []),
            jobs=data.get("jobs", []),
            people=Values(**data.get("people", {})),
            users=Values(**data.get("users", {})),
            **{name: Rows(**data.get(name, {})) for name in tables},
        )
