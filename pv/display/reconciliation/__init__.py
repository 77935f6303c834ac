"""Published figures beside the computed ones."""
