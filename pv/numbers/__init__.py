"""Numbers as text: rounded half away from zero, in one place."""
