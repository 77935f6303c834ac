"""Deaths."""
