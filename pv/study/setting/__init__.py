"""study.toml: what it can say, read and checked."""
