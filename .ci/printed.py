"""Pages that a report takes on paper, as Chromium prints it, and whether each says what it is of.

    python .ci/printed.py report.html 60

exits with 1 where there are more pages than that, where a page has no number, or where it has nothing else.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from pypdf import PdfReader

#: Characters of a page that has more than its head and foot.
SOMETHING = 150


def printed(report: Path, folder: Path) -> PdfReader:
    """Return the report as Chromium prints it without a screen."""
    target = folder / "report.pdf"
    switches = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    switches += ["--no-pdf-header-footer", "--generate-pdf-document-outline", f"--print-to-pdf={target}"]
    command = [shutil.which("chromium") or "chromium", *switches, report.resolve().as_uri()]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603  # our own page
    return PdfReader(target)


def main(report: str, limit: str) -> int:
    """Print how many pages there are and what is wrong with them."""
    with tempfile.TemporaryDirectory() as folder:
        document = printed(Path(report), Path(folder))
        texts = [page.extract_text() for page in document.pages]
    bare = [number for number, text in enumerate(texts, 1) if len(text) < SOMETHING]
    headless = [number for number, text in enumerate(texts, 1) if f"Page {number} of {len(texts)}" not in text]
    print(f"{report}: {len(texts)} pages (at most {limit}); bare: {bare or 'none'}; unnumbered: {headless or 'none'}")
    return int(len(texts) > int(limit) or bool(bare) or bool(headless) or not document.outline)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
