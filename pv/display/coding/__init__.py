"""The coding of the terms, and what other versions of the dictionaries would change."""
