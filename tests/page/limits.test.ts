import assert from "node:assert/strict";
import { test } from "node:test";

import { limits } from "../../reports/page/src/stats/limits";
import { normalQuantile } from "../../reports/page/src/stats/normal_quantile";
import { reference, numeric, type Plain } from "./reference";

function differs(found: number, value: Plain): boolean {
  const expected = numeric(value);
  if (!Number.isFinite(expected)) return !Object.is(found, expected);
  return !(Math.abs(found - expected) <= 1e-9 * Math.max(1, Math.abs(expected)));
}

test("every interval equals that of pv.stats within 1e-9", () => {
  const cases = reference().intervals;
  assert.ok(cases.length > 500);
  const wrong = cases.filter(([name, x1, n1, x2, n2, level, estimate, lower, upper]) => {
    const found = limits(name, x1, n1, x2, n2, level);
    return differs(found.estimate, estimate) || differs(found.lower, lower) || differs(found.upper, upper);
  });
  assert.deepEqual(wrong.slice(0, 5).map((one) => [...one, limits(one[0], one[1], one[2], one[3], one[4], one[5])]), []);
});

test("the normal quantile has its published digits", () => {
  // qnorm of R 4.2.2 with 15 digits.
  assert.ok(Math.abs(normalQuantile(0.95) - 1.95996398454005) < 1e-14);
  assert.ok(Math.abs(normalQuantile(0.99) - 2.5758293035489) < 1e-13);
});
