"""Draw charts in a second process, while this one reads, checks and computes."""

from pv.drawing.process import Drawing, Drawn, start_drawing

__all__ = ["Drawing", "Drawn", "start_drawing"]
