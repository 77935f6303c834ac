"""What lets the page run nothing but its own script and style, wherever it is opened."""

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256

from markupsafe import Markup


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
