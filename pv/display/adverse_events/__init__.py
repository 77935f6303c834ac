"""Adverse events: by class and term, compared, and drawn."""
