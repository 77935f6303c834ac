import assert from "node:assert/strict";
import { test } from "node:test";

import { printedNumber } from "../../reports/page/src/printed_number";
import { searched } from "../../reports/page/src/table_folding";

test("a printed text sorts by the number that it begins with", () => {
  assert.equal(printedNumber("12 (4.5%)"), 12);
  assert.equal(printedNumber("−3.1 (−6.0, 0.2)"), -3.1);
  assert.equal(printedNumber("<0.1%"), 0.1);
  assert.equal(printedNumber("∞"), Infinity);
  assert.equal(printedNumber("NE"), null);
});

test("a search is its words in small letters", () => {
  assert.deepEqual(searched("  Acute KIDNEY "), ["acute", "kidney"]);
  assert.deepEqual(searched(" "), []);
});
