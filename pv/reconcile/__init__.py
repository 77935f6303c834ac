"""Published figures against the figures that a study computes."""

from pv.reconcile.table import COLUMNS, DIFFERS, reconcile

__all__ = ["COLUMNS", "DIFFERS", "reconcile"]
