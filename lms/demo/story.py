"""The people of the demonstration who can be signed in as, and what their pages show. Pure: no Django.

The named manager's 14 people: three overdue (the learner among them), two due within the month, and of the other nine
five have completed the programme, three have only the last module ahead and one is on leave.
"""

from dataclasses import dataclass

LEARNER, MANAGER, DIRECTOR, HR = "learner", "manager", "director", "hr"
FACILITATOR, EDITOR, ADMIN = "facilitator", "editor", "admin"
# In the order in which they are printed.
ROLES = (LEARNER, MANAGER, DIRECTOR, HR, FACILITATOR, EDITOR, ADMIN)
# Printed after them: people who write for a provider of classes and are no staff.
PARTNERS = ("provider", "other-provider")

LAST = ("assisted",)
DUE_SOON = ("open", "assisted")


@dataclass(frozen=True)
class Story:
    """One member of the named team: the courses they have not done, every other one being done."""

    missing: tuple[str, ...] = ()
    role: str = ""
    away: bool = False
    has_email: bool = True


# The deputy comes first: the first member stands in for the manager.
NAMED_TEAM = (
    Story(),
    Story(role=LEARNER, missing=("services", "open", "assisted")),
    Story(missing=("cloud", "services", "open", "assisted"), has_email=False),
    Story(missing=("information", "assisted")),
    Story(missing=DUE_SOON),
    Story(missing=DUE_SOON),
    Story(missing=LAST),
    Story(missing=LAST),
    Story(missing=LAST),
    Story(missing=("services", "open", "assisted"), away=True),
    Story(),
    Story(),
    Story(),
    Story(),
)

# The first members of the second team, and what each has still to do.
CENTRE_ROLES: dict[str, tuple[str, ...]] = {HR: (), FACILITATOR: (), EDITOR: LAST, ADMIN: DUE_SOON}

LEADERS: dict[str, tuple[str, ...]] = {MANAGER: (), DIRECTOR: LAST}

# The learner is half-way through this one.
BEGUN = {LEARNER: "assisted"}
