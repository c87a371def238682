"""Query budgets that name each query, so that a failing test says which question was asked too often.

A query is named by what it does to which table, for example ``read courses_requirement``; joins, columns and values do
not matter, so a name survives a refactoring and a new query does not hide behind an old one.
"""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

TABLE = r'["`]?(\w+)["`]?'
PATTERNS = [
    (re.compile(rf"^SELECT\b.*?\bFROM\s+{TABLE}", re.IGNORECASE | re.DOTALL), "read"),
    (re.compile(rf"^INSERT\s+(?:OR\s+\w+\s+)?INTO\s+{TABLE}", re.IGNORECASE), "add"),
    (re.compile(rf"^UPDATE\s+{TABLE}", re.IGNORECASE), "change"),
    (re.compile(rf"^DELETE\s+FROM\s+{TABLE}", re.IGNORECASE), "delete"),
]
BOUNDARIES = re.compile(r"^(BEGIN|COMMIT|SAVEPOINT|RELEASE|ROLLBACK)\b", re.IGNORECASE)
COMMON_TABLE = re.compile(rf"^WITH\s+(?:RECURSIVE\s+)?{TABLE}", re.IGNORECASE)


def name_of(sql: str) -> str | None:
    """What a query does to which table; None for the boundaries of a transaction, which ask the database nothing."""
    sql = sql.strip()
    if BOUNDARIES.match(sql):
        return None
    if common := COMMON_TABLE.match(sql):
        return f"with {common[1]}"
    outer = _without_brackets(sql.lstrip("("))  # PostgreSQL has each part of a union in brackets: named by its first
    for pattern, verb in PATTERNS:
        if found := pattern.match(outer):
            return f"{verb} {found[1]}"
    return sql.split(None, 1)[0].lower()


def _without_brackets(sql: str) -> str:
    """The statement without what stands in brackets: a subquery among the columns is not what is read from."""
    kept, depth = [], 0
    for character in sql:
        depth += character == "("
        if not depth:
            kept.append(character)
        depth -= character == ")"
    return "".join(kept)


@contextmanager
def budget(allowed: dict[str, int]) -> Iterator[None]:
    """Fails unless exactly these queries run inside, each as often as allowed.

    Fewer fails too: a budget that is too wide guards nothing. The message shows the difference and the SQL of what
    was not allowed for.
    """
    with CaptureQueriesContext(connection) as captured:
        yield
    named = [(name_of(query["sql"]), query["sql"]) for query in captured.captured_queries]
    asked = Counter(name for name, _sql in named if name)
    if asked != Counter(allowed):
        wrong = {name: (asked[name], allowed.get(name, 0)) for name in asked | Counter(allowed)}
        lines = [f"{name}: {got} times, allowed {may}" for name, (got, may) in wrong.items() if got != may]
        extra = [sql[:400] for name, sql in named if name and asked[name] > allowed.get(name, 0)]
        raise AssertionError("\n".join([f"{sum(asked.values())} queries.", *lines, *extra]))
