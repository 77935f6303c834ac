"""How it is shown: as a page, and the look that charts share."""
