"""MedDRA from the user's own licensed distribution, the folder MedAscii."""

from pv.load.meddra.read import Meddra, read_meddra

__all__ = ["Meddra", "read_meddra"]
