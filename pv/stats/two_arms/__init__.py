"""Two arms compared: differences, ratios and tests of risks and rates."""
