"""The code of a certificate, as people write it and as it is kept. Pure: no Django."""

import re

# No 0, O, 1, I or L: people read codes to each other on the telephone. 28 characters of 31 are 138 bits.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 28
GROUP = 4

_CODE = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")
# White space, full stop, underscore, and every hyphen and dash that a word processor may make of a hyphen.
_BETWEEN = re.compile(r"[\s._\-\u2010-\u2015\u2212]+")


def clean_code(typed: str) -> str | None:
    """The code as it is kept, from what somebody typed or pasted: any case, with hyphens or spaces or without.

    None when it cannot be a code.
    """
    code = _BETWEEN.sub("", typed).upper()
    return code if _CODE.fullmatch(code) else None


def grouped_code(code: str) -> str:
    """The code in groups of four, as it is printed and read aloud."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))
