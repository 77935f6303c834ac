"""Exposure-adjusted rates."""
