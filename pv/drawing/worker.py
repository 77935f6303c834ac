"""The second process: bundle the chart library where it is asked to, then turn the specifications that arrive into SVG.

Run by its path, with --library for that, isolated from the current folder; it imports nothing of ours.
"""

import json
import sys

import vl_convert


def main() -> None:
    """Read a list of Vega-Lite specifications as JSON; write the library and the drawings as JSON."""
    asked = "--library" in sys.argv
    library = vl_convert.javascript_bundle() if asked else ""  # type: ignore[call-arg]  # the stub lacks its default
    specifications = json.loads(sys.stdin.buffer.read() or b"[]")
    drawings = [vl_convert.vegalite_to_svg(specification) for specification in specifications]
    sys.stdout.buffer.write(json.dumps({"library": library, "drawings": drawings}).encode())


if __name__ == "__main__":
    main()
