"""Build the fonts that are committed, from the npm package @fontsource/atkinson-hyperlegible.

For the web: the latin and latin-extended WOFF2 files as they come. For PDF: one TrueType file
a weight with both ranges merged, because a PDF renderer given two files draws the extended
letters of a Polish name in another font. Needs fontTools and brotli; run `npm run fonts`.
"""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools.merge import Merger
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
PACKAGE = HERE / "node_modules" / "@fontsource" / "atkinson-hyperlegible"
WEB = HERE.parent / "static" / "design_system" / "fonts"
PDF = HERE.parent / "fonts"
WEIGHTS = {400: "regular", 700: "bold"}


def source(subset: str, weight: int) -> Path:
    return PACKAGE / "files" / f"atkinson-hyperlegible-{subset}-{weight}-normal.woff2"


def copy_web_fonts() -> None:
    for weight, name in WEIGHTS.items():
        shutil.copyfile(source("latin", weight), WEB / f"atkinson-hyperlegible-{name}.woff2")
        shutil.copyfile(source("latin-ext", weight), WEB / f"atkinson-hyperlegible-ext-{name}.woff2")


def merge_pdf_font(weight: int, name: str) -> None:
    """Write one TrueType file holding every glyph of both subsets."""
    with TemporaryDirectory() as folder:
        parts = []
        for subset in ("latin", "latin-ext"):
            font = TTFont(source(subset, weight))
            font.flavor = None
            part = Path(folder) / f"{subset}.ttf"
            font.save(part)
            parts.append(str(part))
        merged = Merger().merge(parts)
    for record in merged["name"].names:
        if record.nameID in (1, 16):
            record.string = "Atkinson Hyperlegible"
    merged.save(PDF / f"AtkinsonHyperlegible-{name.title()}.ttf")


def main() -> None:
    WEB.mkdir(parents=True, exist_ok=True)
    PDF.mkdir(parents=True, exist_ok=True)
    copy_web_fonts()
    for weight, name in WEIGHTS.items():
        merge_pdf_font(weight, name)
    for folder in (WEB, PDF):
        shutil.copyfile(PACKAGE / "LICENSE", folder / "OFL.txt")


if __name__ == "__main__":
    main()
