"""Medical queries of preferred terms."""
