"""A value as it is written in a TOML file."""

import json


def toml_text(value: object) -> str:
    """Return text, a number, or a list of them, as TOML: JSON, but for the control character that JSON leaves as is."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
