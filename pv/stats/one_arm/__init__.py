"""Intervals of one arm: a proportion, a rate."""
