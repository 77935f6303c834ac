import assert from "node:assert/strict";
import { test } from "node:test";

import { queryOf, recordsBehind, subjectsOf, type RecordSet } from "../../reports/page/src/record_set";

// Three subjects of two arms, which are pooled too: subject 0 has RASH at grade 1 and 2, subject 1 RASH at grade 1,
// subject 2, in the other arm, COUGH at grade 2.
const RECORDS: RecordSet = {
  arms: [["A", "Drug A"], ["B", "Drug B"], ["AB", "Both", [0, 1]]],
  categories: [["any", "Any event"], ["grade1", "Grade 1", "worst grade", 1], ["grade2", "Grade 2", "worst grade", 2]],
  parameters: ["level", "term"],
  terms: [["any", "any", ""], ["PT", "RASH", "RASH"], ["PT", "COUGH", "COUGH"]],
  columns: [],
  arm: [0, 0, 0, 1],
  subject: [0, 0, 1, 2],
  recordTerms: [[0, 1], [0, 1], [0, 1], [0, 2]],
  recordCategories: [[0, 1], [0, 2], [0, 1], [0, 2]],
  total: 4,
  query: "select $arm, $term, $category, $level",
};

test("a number opens the records of its arm, term and category", () => {
  assert.deepEqual(recordsBehind(RECORDS, { arm: 0, term: 1, category: 0 }), [0, 1, 2]);
  assert.deepEqual(recordsBehind(RECORDS, { arm: 1, term: 1, category: 0 }), []);
});

test("on a scale a subject is counted at its highest rank only", () => {
  assert.deepEqual(recordsBehind(RECORDS, { arm: 0, term: 1, category: 1 }), [2]);
  assert.deepEqual(recordsBehind(RECORDS, { arm: 0, term: 1, category: 2 }), [1]);
});

test("a pooled arm opens the records of its members", () => {
  const places = recordsBehind(RECORDS, { arm: 2, term: 0, category: 2 });
  assert.deepEqual(places, [1, 3]);
  assert.equal(subjectsOf(RECORDS, places), 2);
});

test("the query has its values, with quotes doubled", () => {
  const hostile = { ...RECORDS, terms: [["PT", "O'Brien $arm", ""]] };
  assert.equal(queryOf(hostile, { arm: 0, term: 0, category: 0 }), "select 'A', 'O''Brien $arm', 'any', 'PT'");
});
