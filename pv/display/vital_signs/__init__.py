"""Vital signs: levels of blood pressure, and the change from baseline over time."""
