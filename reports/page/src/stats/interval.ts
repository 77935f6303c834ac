/** An estimate with its confidence limits; NaN where undefined. As `pv.stats.Interval`, of one number each. */
export interface Interval {
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
}

/** Limits from events and subjects (or person-time) of an arm and of the other, and the confidence level. */
export type Method = (x1: number, n1: number, x2: number, n2: number, level: number) => Interval;

export const UNDEFINED: Interval = { estimate: NaN, lower: NaN, upper: NaN };

/** Return the interval with limits NaN where both are the same number: an interval of no width says nothing. */
export function ofWidth(interval: Interval): Interval {
  return interval.lower === interval.upper ? { ...interval, lower: NaN, upper: NaN } : interval;
}
