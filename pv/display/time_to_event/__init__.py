"""Time to the first event."""
