"""What an import did, told from the dated rows that it wrote and replaced; no copy of anybody's facts is kept."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Model
from django.utils.translation import gettext as _

from lms.organisation.hr.wording import Names, labels, sentence, version_differences
from lms.organisation.models import Job, JobVersion, ManagerLink, StaffImport
from lms.organisation.staff_file.changes import ChangeSet, Rows
from lms.organisation.staff_file.outcomes import CHANGED, CREATED, ENDED, Difference, Outcome
from lms.organisation.staff_file.tables import chunks


@dataclass(frozen=True, slots=True)
class Touched:
    """The jobs whose facts an import changed, and what it wrote."""

    jobs: list[int]
    written: ChangeSet


def touched_by(staff_import: StaffImport) -> Touched:
    """Which jobs an import changed, by staff number."""
    written = ChangeSet.from_dict(staff_import.change_set)
    jobs: set[int] = set()
    for rows, model in ((written.job_versions, JobVersion), (written.manager_links, ManagerLink)):
        for some in chunks([*rows.inserted, *rows.superseded]):
            jobs |= set(model.objects.filter(pk__in=some).values_list("job_id", flat=True))
    people = [int(pk) for pk in written.people.before]
    for some in chunks(people):
        jobs |= set(Job.objects.filter(person_id__in=some).values_list("pk", flat=True))
    ordered: list[tuple[str, int]] = []
    for some in chunks(sorted(jobs)):
        ordered += list(Job.objects.filter(pk__in=some).values_list("staff_no", "pk"))
    return Touched([pk for _staff_no, pk in sorted(ordered)], written)


def told(touched: Touched, jobs: Sequence[int]) -> list[list[str]]:
    """What happened to some of the jobs: name, staff number and sentence. A constant number of queries."""
    versions = _beside(JobVersion, touched.written.job_versions, jobs, "unit")
    links = _beside(ManagerLink, touched.written.manager_links, jobs, "manager_job")
    found = []
    for job in Job.objects.filter(pk__in=jobs).select_related("person").order_by("staff_no", "pk"):
        differences = _of_job(versions[job.pk], links[job.pk])
        kind = CREATED if job.pk in set(touched.written.jobs) else CHANGED
        if any(each.column == "end_date" and not each.before for each in differences):
            kind = ENDED
        found.append((job, Outcome(kind, None, job.staff_no, job.person.display_name, tuple(differences))))
    names = Names.of(outcome for _job, outcome in found)
    return [
        [outcome.name, outcome.staff_no, f"{_facts(outcome, names)} {_of_person(job, touched.written)}".strip()]
        for job, outcome in found
    ]


def _facts(outcome: Outcome, names: Names) -> str:
    if outcome.kind == CREATED and not any(each.column == "start_date" for each in outcome.differences):
        return ""
    return sentence(outcome, names)


def _beside(model: type[Model], rows: Rows, jobs: Sequence[int], related: str) -> dict[int, tuple[list, list]]:
    """By job, the rows that were replaced and the rows that were written, the earliest first."""
    found: dict[int, tuple[list, list]] = defaultdict(lambda: ([], []))
    sides = (set(rows.superseded), set(rows.inserted))
    every = model._default_manager.filter(job_id__in=list(jobs)).select_related(related).order_by("valid_from")
    for row in every:
        for place, pks in enumerate(sides):
            if row.pk in pks:
                found[row.job_id][place].append(row)  # type: ignore[attr-defined]
    return found


def _of_job(versions: tuple[list, list], links: tuple[list, list]) -> list[Difference]:
    old, new = versions
    found = version_differences(old[-1] if old else None, new[-1]) if new else []
    was, now = (line[-1].manager_job.staff_no if line else "" for line in links)
    if was != now and links != ([], []) and not (new and not old):
        found.append(Difference("manager_staff_no", was, now))
    return found


def _of_person(job: Job, written: ChangeSet) -> str:
    """Which of a person's own facts were replaced; not what they were, which only an undo needs."""
    names = [labels()[field] for field in written.people.before.get(str(job.person_id), {}) if field in labels()]
    return _("Corrected: %(facts)s.") % {"facts": ", ".join(name.lower() for name in names)} if names else ""
