"""A signature nobody has: loops drawn from a seed."""

from __future__ import annotations

from random import Random

from reportlab.pdfgen.canvas import Canvas


def draw(canvas: Canvas, x: float, y: float, size: tuple[float, float], seed: int) -> None:
    """Draw a scrawl within a box of `size` (width, height) whose lower left corner is at x, y."""
    chance, (wide, high) = Random(seed), size
    canvas.saveState()
    canvas.setStrokeColorRGB(0.05, 0.1, 0.35)
    canvas.setLineWidth(1.1)
    canvas.setLineCap(1)
    path = canvas.beginPath()
    steps = 7
    path.moveTo(x, y + high * 0.4)
    for step in range(steps):
        left, right = x + wide * step / steps, x + wide * (step + 1) / steps
        tops = [y + high * chance.uniform(0.55, 1.0), y + high * chance.uniform(0.0, 0.3)]
        end = y + high * chance.uniform(0.3, 0.55)
        path.curveTo(min(right + wide * 0.08, x + wide), tops[0], max(left - wide * 0.05, x), tops[1], right, end)
    path.curveTo(x + wide * 0.7, y, x + wide * 0.3, y + high * 0.1, x + wide * 0.05, y + high * 0.2)
    canvas.drawPath(path, stroke=1, fill=0)
    canvas.restoreState()
