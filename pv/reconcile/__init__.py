"""Published figures against the figures that a study computes."""

from pv.reconcile.table import DIFFERS, reconcile

__all__ = ["DIFFERS", "reconcile"]
