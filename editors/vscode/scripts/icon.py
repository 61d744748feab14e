"""Draws images/icon.png: a register's rows with one underlined, over the thirteen places of a code. Needs Pillow."""

from pathlib import Path

from PIL import Image, ImageDraw

SCALE = 4
PAPER, INK, EDGE = "#fdfcf7", "#1f3a5f", "#16293f"
LAYERS = ["#c0392b", "#e08e0b", "#2e8b57", "#2874a6", "#7d3c98", "#5d6d7e", "#b9770e", "#117a65"]
WIDTHS = [1, 2, 2, 2, 1, 3, 1, 1]

image = Image.new("RGBA", (128 * SCALE, 128 * SCALE))
draw = ImageDraw.Draw(image)


def box(left, top, right, bottom, fill, radius=2):
    corners = [side * SCALE for side in (left, top, right, bottom)]
    draw.rounded_rectangle(corners, radius * SCALE, fill)


box(4, 4, 124, 124, EDGE, 18)
box(18, 16, 110, 112, PAPER, 6)
for row in range(4):
    top = 26 + row * 14
    box(27, top, 39, top + 6, INK)
    box(44, top, 101 - 12 * (row % 2), top + 6, INK)

# The wavy line below the third row.
for x in range(44, 101, 6):
    top = 62
    peaks = [(x, top + 2), (x + 3, top - 1), (x + 6, top + 2)]
    draw.line([(a * SCALE, b * SCALE) for a, b in peaks], "#d62828", 2 * SCALE, "curve")

left = 25.0
for width, colour in zip(WIDTHS, LAYERS):
    right = left + width * 6
    box(left, 88, right - 1, 101, colour, 1)
    left = right

image.resize((128, 128), Image.LANCZOS).save(Path(__file__).parent.parent / "images" / "icon.png")
