import assert from "node:assert/strict";
import { test } from "node:test";

import type { RecordSet } from "../../reports/page/src/record_set";
import { recordsOf, valuesOf } from "../../reports/page/src/subject_records";

// U1 has two events, of which one counts in its arm and in the total; U2 has one without a grade.
const EVENTS = {
  arms: [["A", "Drug A"], ["T", "Total"]],
  columns: [
    { name: "USUBJID", heading: "Subject", values: ["U1", "U2"], codes: [0, 0, 0, 1] },
    { name: "AETERM", heading: "Term", values: ["COUGH", "RASH"], codes: [0, 1, 1, 0] },
    { name: "grade", heading: "Grade", values: [1, 3], codes: [0, 1, 1, -1] },
  ],
  arm: [0, 0, 1, 0],
  total: 9,
} as unknown as RecordSet;

test("a subject has its records, each once, in the columns that say anything of it", () => {
  const found = recordsOf({ events: EVENTS }, "U1");
  assert.ok(found);
  assert.equal(found.arm, "Drug A");
  assert.deepEqual(found.kinds[0]?.rows, [["COUGH", 1], ["RASH", 3]]);
  assert.equal(found.kinds[0].short, true);
  assert.deepEqual(valuesOf(found, "events", "grade"), [1, 3]);
  assert.deepEqual(recordsOf({ events: EVENTS }, "U2")?.kinds[0]?.columns.map(({ name }) => name), ["AETERM"]);
});

test("of a subject that the page does not carry there is nothing", () => {
  assert.equal(recordsOf({ events: EVENTS }, "U3"), undefined);
  assert.equal(recordsOf({ events: EVENTS }, "__proto__"), undefined);
});
