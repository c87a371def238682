"""How large a table that somebody uploads may be. Pure: no Django."""

MOST_BYTES = 20_000_000
MOST_ROWS = 100_000
MOST_COLUMNS = 200
