import assert from "node:assert/strict";
import { test } from "node:test";

import { unpacked } from "../../reports/page/src/packed";

test("what pv/render/html/packed.py packs comes back", () => {
  // The example of its docstring, and one of each other form.
  const days = [0, 1, 2, 3, 4, 5, 6, 7];
  const rows = { $rows: { arm: { $values: ["Drug"], $codes: days.map(() => 0) }, day: days } };
  assert.deepEqual(unpacked(rows), days.map((day) => ({ arm: "Drug", day })));
  assert.deepEqual(unpacked({ $texts: ["1", "2"], $around: ["S-", "!"] }), ["S-1!", "S-2!"]);
  const nested = { a: { $values: { $texts: ["x"], $around: ["", "y"] }, $codes: [0, 0] } };
  assert.deepEqual(unpacked([null, 1, "t", nested]), [null, 1, "t", { a: ["xy", "xy"] }]);
});
