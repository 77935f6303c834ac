"""Liver safety."""
