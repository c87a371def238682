"""What the pages say about a file that waits and about an import that is done, in sentences."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lms.organisation.hr.wording import Names, labels, sentence
from lms.organisation.models import StaffUpload
from lms.organisation.staff_file.outcomes import CHANGED, CREATED, ENDED, Outcome
from lms.organisation.staff_file.services import Report
from lms.people.models import User

MOST_LINES = 100
MOST_FAULTS = 200


@dataclass(frozen=True)
class Section:
    """One kind of difference: its heading, the first lines as cells of a table, and how many more there are."""

    heading: str
    rows: list[list[str]]
    more: int


@dataclass(frozen=True)
class UploadScreen:
    """A file that waits, as one reader sees it."""

    upload: StaffUpload
    report: Report
    summary: str
    sections: list[Section]
    faults: list[list[str]]
    more_faults: int
    warnings: list[str]
    is_second_person: bool

    @property
    def can_apply(self) -> bool:
        """Whether the reader may apply it."""
        return not self.report.refused

    @property
    def needs_approval(self) -> bool:
        """Whether the guard asks for a second person."""
        return bool(self.report.plan.reasons)

    @property
    def columns(self) -> list[str]:
        """The heads of a section's table."""
        return [_("Name"), _("Staff number"), _("What happens")]

    @property
    def fault_columns(self) -> list[str]:
        """The heads of the table of faults."""
        return [_("Where"), _("Column"), _("What is wrong")]


def upload_screen(upload: StaffUpload, report: Report, reader: User) -> UploadScreen:
    """Everything the page of a waiting file shows."""
    plan = report.plan
    names = Names.of(plan.outcomes)
    names.units.update({unit.code: unit.line[-1].fact.name for unit in plan.units})
    told = [each.as_dict() for each in plan.faults]
    return UploadScreen(
        upload=upload,
        report=report,
        summary=summary_of(plan.counts),
        sections=[section for section in _sections(plan.outcomes, names) if section.rows],
        faults=[[_place(each["row"]), each["column"] or "–", each["message"]] for each in told[:MOST_FAULTS]],
        more_faults=max(0, len(told) - MOST_FAULTS),
        warnings=[_warning(each.as_dict()) for each in plan.warnings[:MOST_FAULTS]],
        is_second_person=reader.pk != upload.uploaded_by_id,
    )


def summary_of(counts: dict[str, int]) -> str:
    """The counts of a file or an import as one sentence."""
    told = [
        ngettext("%(n)s job is new", "%(n)s jobs are new", counts.get("created", 0)),
        ngettext("%(n)s changes", "%(n)s change", counts.get("changed", 0)),
        ngettext("%(n)s ends", "%(n)s end", counts.get("ended", 0)),
        ngettext("%(n)s stays as it is", "%(n)s stay as they are", counts.get("unchanged", 0)),
    ]
    kinds = ("created", "changed", "ended", "unchanged")
    parts = [words % {"n": f"{counts.get(kind, 0):,}"} for words, kind in zip(told, kinds, strict=True)]
    if skipped := counts.get("skipped", 0):
        left_out = ngettext("%(n)s row is left out", "%(n)s rows are left out", skipped)
        parts.append(left_out % {"n": f"{skipped:,}"})
    return _("%(first)s and %(last)s.") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}


def _sections(outcomes: Iterable[Outcome], names: Names) -> Iterable[Section]:
    by_kind: dict[str, list[Outcome]] = {kind: [] for kind in (ENDED, CHANGED, CREATED)}
    for outcome in outcomes:
        if outcome.kind in by_kind:
            by_kind[outcome.kind].append(outcome)
    headings = {ENDED: _("Ending (%(n)s)"), CHANGED: _("Changing (%(n)s%(what)s)"), CREATED: _("New (%(n)s)")}
    for kind, found in by_kind.items():
        columns = Counter(each.column for outcome in found for each in outcome.differences)
        what = ", ".join(f"{labels()[column].lower()} {count:,}" for column, count in columns.most_common())
        heading = headings[kind] % {"n": f"{len(found):,}", "what": f": {what}" if what else ""}
        rows = [[each.name, each.staff_no, sentence(each, names)] for each in found[:MOST_LINES]]
        yield Section(heading, rows, max(0, len(found) - MOST_LINES))


def _place(row: int | None) -> str:
    return _("The file") if row is None else _("Row %(row)s") % {"row": row}


def _warning(told: dict) -> str:
    if told["row"] is None:
        return told["message"]
    return _("Row %(row)s: %(message)s") % {"row": told["row"], "message": told["message"]}
