"""What managers and HR open: other people's records."""

from tests.integration.access.cast import BEFORE
from tests.integration.access.records import BATCH
from tests.integration.access.rows import NOT_FOUND, SENT_ON, Outcome, Row, Visit, only, signed_in

# Since yesterday, and until the day before.
ABOVE_NOW = ("manager", "grand_manager", "deputy")
ABOVE_BEFORE = ("ex_manager", "grand_manager", "deputy")
FACTS = ("Name", "Due date")
ROW_FACTS = ("Name", "Staff number")
AS_AT = f"as_at={BEFORE}"
REMIND = {"token": "5a1f6a4e-0000-4000-8000-000000000002", "on": "2027-03-17"}
EVERYBODY = signed_in()  # whoever has no team is told so


def _team(path: str, shows: tuple[str, ...]) -> tuple[Visit, ...]:
    """A team as the page and its files show it: today's, an earlier day's, everybody below, another's unit."""
    indirect = (*ABOVE_NOW, "grand_manager")
    return (
        Visit(path, EVERYBODY, about="staff", shows=shows, shows_to=("manager", "deputy")),
        Visit(f"{path}?include=indirect", EVERYBODY, about="staff", shows=shows, shows_to=indirect),
        Visit(f"{path}?{AS_AT}", EVERYBODY, on=BEFORE, about="staff", shows=shows, shows_to=("ex_manager", "deputy")),
        Visit(
            f"{path}?{AS_AT}&include=indirect",
            EVERYBODY,
            on=BEFORE,
            about="leaver",
            shows=("Name",),
            shows_to=("manager", "grand_manager"),
        ),
        Visit(f"{path}?q=zq&show=overdue", EVERYBODY),
        Visit(f"{path}?as_at=2027-12-31", signed_in(Outcome.BAD)),
    )


def _person(name: str, *above: str) -> Visit:
    return Visit(
        f"/team/{{{name}.uuid}}/",
        only(*above, others=NOT_FOUND),
        about=name,
        shows=("Name", "Due date", "Completion date"),
    )


def _person_before(name: str, *above: str) -> Visit:
    return Visit(
        f"/team/{{{name}.uuid}}/?{AS_AT}",
        only(*above, others=NOT_FOUND),
        on=BEFORE,
        about=name,
        shows=("Name", "Due date"),
    )


def _completions(path: str) -> tuple[Visit, ...]:
    shows = ("Name", "Staff number", "Completion date", "Expiry date", "Evidence of a completion")
    return (Visit(path, only("hr", others=NOT_FOUND), about="staff", shows=shows),)


HR = only("hr", others=NOT_FOUND)
HR_SENT_ON = only("hr", outcome=SENT_ON, others=NOT_FOUND)
UPLOAD, IMPORT = "/staff-records/uploads/{records.upload.uuid}/", "/staff-records/imports/{records.imported.uuid}/"

HR_ROWS = (
    Row("staff-records/", (Visit("/staff-records/", HR, shows=("Import: file name",)),)),
    Row(
        "staff-records/upload/",
        (
            Visit("/staff-records/upload/", HR),
            Visit("/staff-records/upload/", only("hr", outcome=Outcome.BAD, others=NOT_FOUND), data={"full": "on"}),
        ),
    ),
    *(
        Row(
            f"staff-records/staff.{ending}",
            (
                Visit(
                    f"/staff-records/staff.{ending}",
                    HR,
                    about="staff",
                    shows=("Name", "Staff number", "E-mail address", "Telephone number", "Job title", "Grade and tier"),
                ),
            ),
        )
        for ending in ("csv", "xlsx")
    ),
    Row("staff-records/uploads/<uuid:uuid>/", (Visit(UPLOAD, HR, shows=("Import: file name", "Import: changes")),)),
    Row(
        "staff-records/uploads/<uuid:uuid>/apply/",
        (Visit(f"{UPLOAD}apply/", HR_SENT_ON, data={"fingerprint": "a guess"}, writes=True),),
    ),
    Row("staff-records/uploads/<uuid:uuid>/discard/", (Visit(f"{UPLOAD}discard/", HR_SENT_ON, data={}, writes=True),)),
    Row("staff-records/imports/<uuid:uuid>/", (Visit(IMPORT, HR, shows=("Import: file name", "Import: warnings")),)),
    Row("staff-records/imports/<uuid:uuid>/undo/", (Visit(f"{IMPORT}undo/", HR_SENT_ON, data={}, writes=True),)),
)

ROWS: tuple[Row, ...] = (
    Row("staff-records/completions.csv", _completions("/staff-records/completions.csv")),
    Row("staff-records/completions.xlsx", _completions("/staff-records/completions.xlsx")),
    Row("team/", _team("/team/", FACTS)),
    Row("team/export.csv", _team("/team/export.csv", ROW_FACTS)),
    Row("team/export.xlsx", _team("/team/export.xlsx", ROW_FACTS)),
    Row(
        "team/<uuid:uuid>/",
        (
            _person("staff", *ABOVE_NOW),
            _person("peer", "manager", "grand_manager"),
            _person("outsider", "stranger"),
            _person("manager", "grand_manager"),
            _person("grand_manager"),
            _person("leaver"),
            _person("hr"),
            _person_before("staff", *ABOVE_BEFORE),
            _person_before("leaver", "manager", "grand_manager"),
            _person_before("newcomer"),
        ),
    ),
    Row(
        "team/remind/",
        (
            Visit(
                "/team/remind/?who=overdue",
                EVERYBODY,
                about="peer",
                shows=("Name", "E-mail address"),
                shows_to=("manager",),
            ),
            Visit("/team/remind/?who={staff.uuid}", only(*ABOVE_NOW, others=NOT_FOUND), about="staff", shows=("Name",)),
            Visit("/team/remind/?who={outsider.uuid}", only("stranger", others=NOT_FOUND)),
            Visit(f"/team/remind/?who={{staff.uuid}}&{AS_AT}", signed_in(Outcome.BAD)),
            Visit(
                "/team/remind/?who={staff.uuid}",
                only(*ABOVE_NOW, outcome=SENT_ON, others=NOT_FOUND),
                data=REMIND,
                writes=True,
            ),
            Visit(
                "/team/remind/?who={outsider.uuid}",
                only("stranger", outcome=SENT_ON, others=NOT_FOUND),
                data=REMIND,
                writes=True,
            ),
            # Whoever has nobody overdue writes to nobody; the press itself is noted.
            Visit("/team/remind/?who=overdue", signed_in(SENT_ON), data=REMIND, writes=True),
        ),
    ),
    Row(
        "team/remind/<uuid:token>/",
        (Visit(f"/team/remind/{BATCH}/", only("manager", others=NOT_FOUND), about="peer", shows=("Name",)),),
    ),
    *(
        Row(
            f"staff-records/completions.{ending}",
            (
                Visit(
                    f"/staff-records/completions.{ending}",
                    only("hr", others=NOT_FOUND),
                    about="leaver",
                    shows=("Staff number", "Completion date", "Evidence of a completion"),
                ),
            ),
        )
        for ending in ("csv", "xlsx")
    ),
    *HR_ROWS,
)
