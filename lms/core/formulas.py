"""Text that a spreadsheet program would run, written so that it does not, and read back. Pure: no Django.

A cell that begins with one of ``= + - @``, a tab or a line break is run as a formula. An apostrophe in front makes it
text. The rule can always be undone: a value that already looks escaped gets one apostrophe more.
"""

import re

# The full-width forms of = + - @ are run by programs set to East Asian languages.
_RUNS = "[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]"
_must_escape = re.compile(f"'*{_RUNS}").match
_was_escaped = re.compile(f"'+{_RUNS}").match


def is_formula(text: str) -> bool:
    """Whether a spreadsheet program might run the text, or took it for escaped text."""
    return _must_escape(text) is not None


def looks_escaped(text: str) -> bool:
    """Whether reading the text takes an apostrophe away."""
    return _was_escaped(text) is not None


def escape_formula(text: str) -> str:
    """The text so that no spreadsheet program runs it: an apostrophe in front where it could."""
    return f"'{text}" if is_formula(text) else text


def unescape_formula(text: str) -> str:
    """What ``escape_formula`` was given."""
    return text[1:] if looks_escaped(text) else text
