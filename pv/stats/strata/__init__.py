"""Two arms compared over strata."""
