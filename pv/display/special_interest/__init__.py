"""Adverse events of special interest."""
