"""Laboratory results, their baselines and grades."""
