import assert from "node:assert/strict";
import { test } from "node:test";

import { countsOf, type ExplorerData } from "../../reports/page/src/explorer/counts";
import { measuresOf } from "../../reports/page/src/explorer/measures";
import { rowsOf } from "../../reports/page/src/explorer/rows";
import { addressOf, startOf, stateOf } from "../../reports/page/src/explorer/state";

// Two arms of 4 and 2 subjects with 1000 and 500 days, and both pooled. RASH: 3 of 4 (one of them not timed, one timed
// after the time at risk; 5 events, of which 4 of timed subjects) against 1 of 2; COUGH: nobody against 1 of 2.
const DATA: ExplorerData = {
  arms: [
    { name: "A", label: "Drug A", subjects: 4, exposure: 1000, risk: 1100, members: [0] },
    { name: "B", label: "Drug B", subjects: 2, exposure: 500, risk: 600, members: [1] },
    { name: "AB", label: "Both", subjects: 6, exposure: 1500, risk: 1700, members: [0, 1] },
  ],
  categories: [["any", "Any"], ["serious", "Serious"]],
  levels: [["SOC", "Class"], ["PT", "Term"]],
  classes: ["SKIN", "LUNG"],
  terms: { level: [1, 1], soc: [0, 1], name: ["RASH", "COUGH"] },
  counts: [
    { arm: 0, step: [0], subjects: [3], timed_subjects: [1], subjects_in_risk: [1], days_after_event: [90], events: [2], timed_events: [1] },
    { arm: 1, step: [0, 2], subjects: [1, 1], timed_subjects: [0, 0], subjects_in_risk: [0, 0], days_after_event: [10, 20], events: [0, 0], timed_events: [0, 0] },
  ],
  methods: { risk_difference: ["rd_wald", "Wald"], rate_ratio: ["irr_score", "Score"] },
  confidence: 0.95,
  yearDays: 365.25,
  unit: 100,
  rates: [["eaer", "Events"], ["eair_at_risk", "At risk"]],
  start: { arm: 0, other: 1, percent: 5 },
};
const MEASURES = measuresOf(DATA);
const START = startOf(DATA, MEASURES);

test("counts come back from what they differ by, and a pooled arm has those of its members", () => {
  const counts = countsOf(DATA);
  assert.deepEqual(counts(0, 0, 0), { subjects: 3, timed: 2, inRisk: 1, daysAfter: 90, timedEvents: 4 });
  assert.deepEqual(counts(2, 0, 0), { subjects: 4, timed: 3, inRisk: 2, daysAfter: 100, timedEvents: 5 });
  assert.equal(counts(0, 1, 0).subjects, 0);
  assert.equal(counts(0, 0, 1).subjects, 0);
});

test("a measure whose interval the study has no method for is not offered", () => {
  assert.deepEqual(MEASURES.map(({ key }) => key), ["risk_difference", "number_needed_to_harm", "eaer_ratio", "eair_at_risk_ratio"]);
});

test("a threshold is reached in either arm, and rows fall by the estimate", () => {
  const measure = MEASURES.find(({ key }) => key === "risk_difference");
  assert.ok(measure);
  const names = (least: number): (string | undefined)[] =>
    rowsOf(DATA, countsOf(DATA), { ...START, least }, measure).map(({ term }) => DATA.terms.name[term]);
  // 75% - 50% = 25 points; 0% - 50% = -50 points.
  assert.deepEqual(names(50), ["RASH", "COUGH"]);
  assert.deepEqual(names(75), ["RASH"]);
  assert.deepEqual(names(75.1), []);
});

test("a state comes back from its address", () => {
  const state = { ...START, category: 1, level: 0, arm: 1, other: 0, measure: "eaer_ratio", least: 2.5, unit: "subjects" as const, order: "term" as const, falling: false, search: "a & b=c#" };
  assert.deepEqual(stateOf(DATA, addressOf(DATA, state, START), START, MEASURES), state);
  assert.equal(addressOf(DATA, START, START), "");
  assert.deepEqual(stateOf(DATA, "level=__proto__&least=x&order=toString&arm=", START, MEASURES), START);
});
