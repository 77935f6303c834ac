"""The records that numbers open."""
