"""When a file changes so much that a second person must look first. Pure: no Django.

Shares are compared as whole numbers, so that no rounding decides. Without ``--full`` every leaver and every new manager
was written by somebody, so only large numbers of them are asked about; with it an absence is a leaver, and a file cut
off in the middle would end half the council.
"""

from dataclasses import dataclass

LEAVERS_PERCENT = 2
MANAGERS_PERCENT = 10
ROWS_PERCENT = 5
FEW = 20  # fewer than this many, written out one by one, are nobody's accident


@dataclass(frozen=True, slots=True)
class Sums:
    """What the guard weighs. Jobs are those held on the effective date, as known before the file."""

    jobs_before: int
    rows_in_force: int
    leavers: int
    changed_managers: int
    nameless_rows: int = 0
    full: bool = False


def reasons_to_ask(sums: Sums) -> list[str]:
    """Why somebody else must approve the file, as sentences; empty when nobody must."""
    base = sums.jobs_before
    if base == 0:
        return []
    least = 1 if sums.full else FEW
    found = []
    if sums.leavers >= least and sums.leavers * 100 > LEAVERS_PERCENT * base:
        found.append(
            f"{sums.leavers:,} of {base:,} jobs would end ({_share(sums.leavers, base)}); "
            f"more than {LEAVERS_PERCENT} % needs approval."
        )
    if sums.changed_managers >= least and sums.changed_managers * 100 > MANAGERS_PERCENT * base:
        found.append(
            f"{sums.changed_managers:,} of {base:,} jobs would have another manager "
            f"({_share(sums.changed_managers, base)}); more than {MANAGERS_PERCENT} % needs approval."
        )
    if sums.full and abs(sums.rows_in_force - base) * 100 >= ROWS_PERCENT * base:
        found.append(
            f"The file holds {sums.rows_in_force:,} jobs and we hold {base:,}; "
            f"a difference of {ROWS_PERCENT} % or more needs approval."
        )
    if sums.full and sums.nameless_rows:
        found.append(
            f"{sums.nameless_rows:,} skipped rows have no staff number, so somebody who is in the file "
            "may be taken for a leaver."
        )
    return found


def _share(part: int, whole: int) -> str:
    return f"{part * 1000 // whole / 10:.1f} %"
