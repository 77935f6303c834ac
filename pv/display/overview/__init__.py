"""The headline and the overview of adverse events."""
