"""Where the fonts for PDF are, with Latin and Latin Extended merged into one file a weight."""

from pathlib import Path

FONT_FAMILY = "Atkinson Hyperlegible"

FONT_FOLDER = Path(__file__).parent / "fonts"

PDF_FONTS: dict[int, Path] = {
    400: FONT_FOLDER / "AtkinsonHyperlegible-Regular.ttf",
    700: FONT_FOLDER / "AtkinsonHyperlegible-Bold.ttf",
}


def font_face_css() -> str:
    """`@font-face` rules with `file:` addresses, for a PDF renderer's stylesheet."""
    return "".join(
        f'@font-face {{ font-family: "{FONT_FAMILY}"; font-weight: {weight}; '
        f'src: url("{path.as_uri()}") format("truetype"); }}\n'
        for weight, path in PDF_FONTS.items()
    )
