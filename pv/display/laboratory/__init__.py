"""Laboratory results by grade."""
