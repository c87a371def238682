"""What frames every page: its languages, the first page, search, the standard pages and feedback."""
