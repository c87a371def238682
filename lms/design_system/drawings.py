"""Our own line drawings and icons, read once from the folder `art`."""

import re
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent / "art"
_NAME = re.compile(r"[a-z]+(-[a-z]+)*")


@lru_cache(maxsize=128)
def read_svg(kind: str, name: str) -> str:
    """The SVG source of `name` in the folder `kind` ("drawings" or "icons").

    Raises `LookupError` naming what there is when there is no such file.
    """
    path = FOLDER / kind / f"{name}.svg"
    if not _NAME.fullmatch(name) or not path.is_file():
        raise LookupError(f"No {kind[:-1]} called “{name}”. There are: {', '.join(names(kind))}.")
    return path.read_text(encoding="utf-8").strip()


def names(kind: str) -> list[str]:
    """Names of all drawings or icons, in alphabetical order."""
    return sorted(path.stem for path in (FOLDER / kind).glob("*.svg"))
