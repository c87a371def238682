"""The access table: one row for every route outside the two admins (those are walked in test_admin.py).

A route without a row fails, and so does a row without a route: see test_table.py.
"""

from tests.integration.access import (
    table_accounts,
    table_learning,
    table_places,
    table_public,
    table_public_courses,
    table_site,
    table_staff,
    table_teaching,
)
from tests.integration.access.rows import Row

ROWS: tuple[Row, ...] = (
    *table_public.ROWS,
    *table_public_courses.ROWS,
    *table_places.ROWS,
    *table_accounts.ROWS,
    *table_learning.ROWS,
    *table_site.ROWS,
    *table_staff.ROWS,
    *table_teaching.ROWS,
)
