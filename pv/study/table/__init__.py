"""Settings, criteria and values of a study as tables that SQL joins."""
