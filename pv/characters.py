"""Characters that no page or drawing can hold: shown as the replacement character U+FFFD."""

import json
import re
from collections.abc import Mapping
from typing import Any

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

#: What XML 1.0 (section 2.2) forbids: control characters but tab and line ends, half a pair, two that are none.
#: One of them in a chart ends the process that draws it, without an error to catch.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

#: How JSON writes them, and little else.
_IN_JSON = re.compile(r"\\u00[01]|\\[bf]|[\ud800-\udfff\ufffe\uffff]")


def shown(text: str) -> str:
    """Return a text with the replacement character in the place of each character that cannot be shown."""
    return FORBIDDEN.sub(REPLACEMENT, text)


def shown_in(value: Any) -> Any:  # noqa: ANN401  # whatever JSON can hold
    """Return what JSON can hold with every text as `shown` gives it; itself where nothing has to be replaced."""
    return _replaced(value) if _IN_JSON.search(json.dumps(value, ensure_ascii=False, default=str)) else value


def _replaced(value: Any) -> Any:  # noqa: ANN401  # whatever JSON can hold
    if isinstance(value, str):
        return shown(value)
    if isinstance(value, Mapping):
        return {_replaced(key): _replaced(item) for key, item in value.items()}
    return [_replaced(item) for item in value] if isinstance(value, list | tuple) else value
