"""The left ventricular ejection fraction."""
