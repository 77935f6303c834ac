"""The datasets of a study: read, and made to say the same in the same way."""
