import assert from "node:assert/strict";
import { test } from "node:test";

import { listed } from "../../reports/page/src/record_order";
import type { RecordSet } from "../../reports/page/src/record_set";

// Four records: RASH at grade 3, COUGH without a grade, Rash of the head at grade 1, COUGH at grade 10.
const RECORDS = {
  columns: [
    { name: "AETERM", heading: "Term", values: ["COUGH", "RASH", "Rash of the head"], codes: [1, 0, 2, 0] },
    { name: "grade", heading: "Grade", values: [1, 3, 10], codes: [1, -1, 0, 2] },
  ],
} as unknown as RecordSet;
const ALL = [0, 1, 2, 3];

test("a record is found by words of any of its columns", () => {
  assert.deepEqual(listed(RECORDS, ALL, { search: "", falling: false }), ALL);
  assert.deepEqual(listed(RECORDS, ALL, { search: "rash", falling: false }), [0, 2]);
  assert.deepEqual(listed(RECORDS, ALL, { search: "HEAD rash", falling: false }), [2]);
  assert.deepEqual(listed(RECORDS, ALL, { search: "cough 10", falling: false }), [3]);
  assert.deepEqual(listed(RECORDS, [1, 2], { search: "10", falling: false }), []);
});

test("numbers order as numbers, and what is missing is last, up and down", () => {
  assert.deepEqual(listed(RECORDS, ALL, { search: "", by: 1, falling: false }), [2, 0, 3, 1]);
  assert.deepEqual(listed(RECORDS, ALL, { search: "", by: 1, falling: true }), [3, 0, 2, 1]);
});
