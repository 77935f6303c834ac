"""One door for the TOML files that people write: read, held to a model, every mistake named with its key and line."""
