"""What was read, what is wrong with it, and what is not counted."""
