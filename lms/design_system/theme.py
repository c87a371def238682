"""A council's colours, as the stylesheet served at /theme.css.

Pure: imports neither Django nor Wagtail. The strict content security policy forbids inline
style, so brand tokens reach the page as CSS custom properties in a stylesheet of their own.
"""

import re
from collections.abc import Mapping

DEFAULT_TOKENS: dict[str, str] = {
    "ink": "#1d2b2f",
    "brand": "#0b5a5e",
    "tint": "#e3f1f0",
    "focus": "#f2a900",
    "link": "#0a5aa0",
    "error": "#b3261e",
    "success": "#1a6b3c",
}

MINIMUM_CONTRAST = 4.5  # WCAG 2.2, success criterion 1.4.3, for text of any size

WHITE = "#ffffff"

# Every pair of colours that carries text somewhere in the design system.
TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    ("ink", "white"),
    ("ink", "tint"),
    ("ink", "focus"),
    ("white", "brand"),
    ("brand", "tint"),
    ("link", "white"),
    ("link", "tint"),
    ("error", "white"),
    ("success", "white"),
)

_COLOUR = re.compile(r"#[0-9a-f]{6}")


class ThemeError(ValueError):
    """The tokens cannot be used; `problems` is a list of sentences for the person who set them."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def relative_luminance(colour: str) -> float:
    """Luminance of `#rrggbb` between 0 (black) and 1 (white), as WCAG 2.2 defines it."""

    def linear(value: int) -> float:
        share = value / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(value) for value in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two `#rrggbb` colours, from 1 to 21 (WCAG 2.2)."""
    lighter, darker = sorted((relative_luminance(first), relative_luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def darken(colour: str, share: float) -> str:
    """`colour` mixed with `share` (0 to 1) of black."""
    return "#" + "".join(f"{round(value * (1 - share)):02x}" for value in _channels(colour))


def _clean(tokens: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    clean: dict[str, str] = {}
    problems: list[str] = []
    for name, value in tokens.items():
        if name not in DEFAULT_TOKENS:
            problems.append(f"There is no colour called “{name}”.")
            continue
        colour = str(value).strip().lower()
        if _COLOUR.fullmatch(colour):
            clean[name] = colour
        else:
            problems.append(f"“{name}” must be a colour such as #0b5a5e, not “{value}”.")
    return clean, problems


def contrast_problems(tokens: Mapping[str, str]) -> list[str]:
    """Sentences naming each pair of text and background that would be below 4.5 to 1."""
    colours = {**DEFAULT_TOKENS, **tokens, "white": WHITE}
    return [
        f"“{text}” on “{background}” has a contrast of {contrast(colours[text], colours[background]):.2f} to 1; "
        f"it must be at least {MINIMUM_CONTRAST} to 1."
        for text, background in TEXT_PAIRS
        if contrast(colours[text], colours[background]) < MINIMUM_CONTRAST
    ]


def render_theme(tokens: Mapping[str, str]) -> str:
    """The stylesheet that sets `tokens`, a mapping of names in `DEFAULT_TOKENS` to `#rrggbb`.

    Tokens left out keep their default. Returns an empty stylesheet for no tokens. Raises
    `ThemeError` for an unknown name, a value that is not `#rrggbb`, or any pair of text and
    background below 4.5 to 1.
    """
    clean, problems = _clean(tokens)
    if not problems:
        problems = contrast_problems(clean)
    if problems:
        raise ThemeError(problems)
    if not clean:
        return ""
    properties = {f"--ds-{name}": colour for name, colour in clean.items()}
    if "brand" in clean:
        properties["--ds-brand-dark"] = darken(clean["brand"], 0.3)
    if "link" in clean:
        properties["--ds-link-dark"] = darken(clean["link"], 0.35)
    lines = "".join(f"  {name}: {value};\n" for name, value in properties.items())
    return f":root {{\n{lines}}}\n"
