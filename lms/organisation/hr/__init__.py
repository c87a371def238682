"""The pages of HR officers under ``/staff-records/``: staff files, what they did, staff as a file."""
