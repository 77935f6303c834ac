"""facts.toml: the published figures of a trial, read and checked."""
