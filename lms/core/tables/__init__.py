"""Tables that somebody uploads, CSV or XLSX: read as text, bounded, and refused with row, column and code."""
