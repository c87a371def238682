"""From the demonstration's values to rows, many at a time."""
