"""Adverse-event data of a clinical trial to a safety report."""
