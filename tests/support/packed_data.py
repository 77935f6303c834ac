"""Data of a page as its script unpacks them, and its tables as a browser saves them."""

import json
import zlib
from base64 import b64decode
from typing import Any
from urllib.parse import unquote_to_bytes

from report_html import Element


def page_data(page: Element, name: str) -> Any:  # noqa: ANN401  # whatever JSON can hold
    """Return the data of an element of the page, which are deflated; in pages of older versions they are plain JSON."""
    raw = page.one("script", id=name).raw.strip()
    return unpacked(json.loads(raw if raw.startswith(("{", "[")) else zlib.decompress(b64decode(raw))))


def unpacked(value: Any) -> Any:  # noqa: ANN401  # the same
    """Return a value whose rows are packed as columns, and whose repeated values once, as it was."""
    if isinstance(value, list):
        return [unpacked(one) for one in value]
    if not isinstance(value, dict):
        return value
    if "$codes" in value:
        values = unpacked(value["$values"])
        return [values[code] for code in value["$codes"]]
    if "$texts" in value:
        return [f"{value['$around'][0]}{text}{value['$around'][1]}" for text in value["$texts"]]
    if "$rows" in value:
        columns = {name: unpacked(column) for name, column in value["$rows"].items()}
        return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    return {name: unpacked(one) for name, one in value.items()}


def linked_csv(link: str) -> str:
    """Return the text of the CSV file of an address."""
    head, _, content = link.partition(",")
    assert head == "data:text/csv;charset=utf-8"
    return unquote_to_bytes(content).decode("utf-8-sig")
