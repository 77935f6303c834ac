/** The number needed to harm: `pv/stats/two_arms/number_needed_to_harm.py` cites the source. */

import type { Interval } from "./interval";

/** The estimate (above 0 to harm, below 0 to benefit), and the numbers within the limits, of harm and of benefit. */
export interface NumberNeeded {
  readonly estimate: number;
  readonly harm: readonly [number, number];
  readonly benefit: readonly [number, number];
}

/** Return the numbers of a risk difference; limits NaN where its own have no width. */
export function numberNeeded({ estimate, lower, upper }: Interval): NumberNeeded {
  return {
    estimate: estimate === 0 ? Infinity : 1 / estimate,
    harm: region(lower, upper),
    benefit: region(-upper, -lower),
  };
}

/** Return the reciprocals of the positive part of an interval, NaN where it has none or is a single number. */
function region(lower: number, upper: number): readonly [number, number] {
  if (!(upper > 0)) return [NaN, NaN];
  const found = [1 / upper, 1 / Math.max(lower, 0)] as const;
  return found[0] === found[1] ? [NaN, NaN] : found;
}
