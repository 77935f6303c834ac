"""Write the script of the chart library, as the installed vl-convert bundles it: `python .ci/chart_library.py`."""

from importlib.metadata import version
from pathlib import Path

import vl_convert

FOLDER = Path(__file__).resolve().parent.parent / "reports" / "page"


if __name__ == "__main__":
    for old in FOLDER.glob("vega-*.js"):
        old.unlink()
    file = FOLDER / f"vega-{version('vl-convert-python')}.js"
    file.write_text(vl_convert.javascript_bundle(), encoding="utf-8", newline="")
    print(f"reports/page/{file.name} written")
