"""Efficacy: times to the events of endpoints."""
