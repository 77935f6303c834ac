"""The look that charts share."""
