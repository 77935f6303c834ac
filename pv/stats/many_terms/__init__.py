"""Many terms looked at together: adjusted p-values and shrunk odds ratios."""
