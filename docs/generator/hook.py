"""Hand the generated pages to MkDocs: none of them is committed, so none can be out of date."""

import sys
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

sys.path.insert(0, str(Path(__file__).parent))

import display_pictures
import displays_page
import methods_page
import tables_page
import validation_page


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages made from contracts, docstrings and tests."""
    made = {f"reference/tables/{room}.md": tables_page.page(room) for room in tables_page.ROOMS}
    made |= {"reference/methods.md": methods_page.page(), "validation.md": validation_page.page()}
    pictures = display_pictures.pictures()
    made |= {"reference/displays.md": displays_page.page(pictures)}
    folder = f"reference/{displays_page.FOLDER}"
    made |= {f"{folder}/{name}.svg": one.svg for name, one in pictures.items() if one.svg is not None}
    root = Path(__file__).resolve().parents[2]
    # Its links start from the root of the checkout.
    contributing = (root / "CONTRIBUTING.md").read_text(encoding="utf-8").replace("](docs/", "](")
    made |= {"contributing.md": contributing}
    made |= {"changelog.md": (root / "CHANGELOG.md").read_text(encoding="utf-8")}
    for path, text in made.items():
        files.append(File.generated(config, path, content=text))
    return files
