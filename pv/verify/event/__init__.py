"""What adverse events say, and how they are counted."""
