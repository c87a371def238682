"""Learning without an account: nothing in here writes a row, sets a cookie or knows who is reading."""
