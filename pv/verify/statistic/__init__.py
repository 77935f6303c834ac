"""Statistics by a second route: exact sums, and halving where the product has a closed form or another equation."""
