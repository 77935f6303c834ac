"""What lets the page run nothing but its own script and style, wherever it is opened."""

import json
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from markupsafe import Markup

from pv.characters import shown_in

#: Characters that could end the script element, open a comment in it, or end a line of JavaScript.
_UNSAFE = str.maketrans({character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"})


def json_text(value: Any) -> Markup:  # noqa: ANN401  # whatever JSON can hold
    """Return JSON that is safe inside a script element, keys in the order given.

    Raises:
        ValueError: a number is not finite, which JSON cannot say.
    """
    text = json.dumps(shown_in(value), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return Markup(text.translate(_UNSAFE))  # noqa: S704  # escaped the line before


def inline_script(text: str) -> Markup:
    """Return script text that cannot end its own element: only string literals can hold what is replaced."""
    return Markup(text.replace("</script", "<\\/script").replace("<!--", "<\\!--"))  # noqa: S704  # our own script


def content_security_policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """Return the policy: nothing from anywhere, only these scripts and styles by their SHA-256."""
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {' '.join(_source(text) for text in scripts)}",
            f"style-src {' '.join(_source(text) for text in styles)}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _source(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
