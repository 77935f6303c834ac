"""Write the reference pages of study.toml and facts.toml into docs/reference: `python .ci/reference.py`."""

from pathlib import Path

from pv.facts.reference import facts_reference
from pv.study.setting.reference import study_reference

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "reference"


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in (("study_toml.md", study_reference()), ("facts_toml.md", facts_reference())):
        (FOLDER / name).write_text(text, encoding="utf-8")
        print(f"docs/reference/{name} written")
