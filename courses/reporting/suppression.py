"""Keeping published figures from naming somebody. Pure: no Django.

A line with very few people would tell what one of them has done, and leaving it out would let anyone work it out from
the total. So small lines are put together with the next smallest until the line they make is large enough.
"""

from courses.reporting.states import Figure, Group

SMALLEST = 10  # people on a published line
TOGETHER = Group("small", "Smaller groups together", Figure())


def add(first: Figure, second: Figure) -> Figure:
    """Two figures as one. Somebody placed in both is counted in both, as on the lines they replace."""
    return Figure(
        first.staff + second.staff,
        first.met + second.met,
        first.excused + second.excused,
        first.not_yet_due + second.not_yet_due,
        first.overdue + second.overdue,
        first.ever + second.ever,
    )


def publishable(groups: list[Group], smallest: int = SMALLEST) -> list[Group]:
    """The groups with the small ones put together, in the order given, the joint line last.

    No line has fewer than ``smallest`` people; where all of them together do, there is no line at all.
    """
    by_size = sorted((group for group in groups if group.figure.staff), key=lambda group: group.figure.staff)
    joint = Figure()
    joined: set[str] = set()
    for group in by_size:
        if group.figure.staff >= smallest and (not joined or joint.staff >= smallest):
            break
        joint = add(joint, group.figure)
        joined.add(group.code)
    kept = [group for group in groups if group.figure.staff and group.code not in joined]
    if joint.staff >= smallest:
        kept.append(Group(TOGETHER.code, TOGETHER.name, joint))
    return kept
