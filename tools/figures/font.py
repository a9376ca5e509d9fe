"""Adds the subscripts of the field to the fonts of src/Cli/Figures/Fonts: Unicode has none of W, b, ∥ and ⊥, which C_W, C_b and χ∥, χ⊥ need.

    python3 tools/figures/font.py            (Debian: python3-fonttools)

Each is the letter of the same font, smaller and lower, at a code point for private use; src/Cli/Figures/Drawing/Subscripts.cs names the same ones.
Run again, it finds them and changes nothing.
"""
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent, ROUND_XY_TO_GRID

FONTS = Path(__file__).resolve().parents[2] / "src" / "Cli" / "Figures" / "Fonts"
SUBSCRIPTS = {0xE0F0: "W", 0xE0F1: "b", 0xE0F2: "∥", 0xE0F3: "⊥"}
SIZE = 0.66
DEPTH = 0.16  # of the height of a line, below the base line


def add(path):
    font = TTFont(path, recalcTimestamp=False)
    names = font.getBestCmap()
    if all(code in names for code in SUBSCRIPTS):
        print(path.name, "has them")
        return
    unit = font["head"].unitsPerEm
    for code, letter in SUBSCRIPTS.items():
        source = names[ord(letter)]
        part = GlyphComponent()
        part.glyphName = source
        part.transform = [[SIZE, 0], [0, SIZE]]
        part.flags = ROUND_XY_TO_GRID
        # Letters sink; the strokes of the symbols already reach below the base line, and are centred on that of the letters.
        glyf = font["glyf"]
        bottom = glyf[source].yMin if letter in "∥⊥" else 0
        part.x, part.y = 0, round(-DEPTH * unit - SIZE * bottom)
        glyph = Glyph()
        glyph.numberOfContours = -1
        glyph.components = [part]
        name = f"uni{code:04X}"
        font.setGlyphOrder([*font.getGlyphOrder(), name])
        glyf.glyphs[name] = glyph
        glyf.glyphOrder = font.getGlyphOrder()
        glyph.recalcBounds(glyf)
        width, bearing = font["hmtx"].metrics[source]
        font["hmtx"].metrics[name] = (round(SIZE * width), round(SIZE * bearing))
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[code] = name
    font.save(path)
    print(path.name, path.stat().st_size)


for face in sorted(FONTS.glob("*.ttf")):
    add(face)
