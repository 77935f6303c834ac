/** Limits of a ratio of two proportions, arm 1 over arm 2: `pv/stats/two_arms/risk_ratio.py` cites the sources. */

import { UNDEFINED, type Interval, type Method } from "./interval";
import { normalQuantile } from "./normal_quantile";
import { multiplier } from "./root";

type OfCounts = (x1: number, n1: number, x2: number, n2: number, z: number) => readonly [number, number];

export const RISK_RATIO: Readonly<Record<string, Method>> = {
  rr_miettinen_nurminen: method((x1, n1, x2, n2, z) => score(x1, n1, x2, n2, z * z * ((n1 + n2) / (n1 + n2 - 1)))),
  rr_koopman: method((x1, n1, x2, n2, z) => score(x1, n1, x2, n2, z * z)),
  rr_katz_log: method(katzLog),
};

function method(limits: OfCounts): Method {
  return (x1, n1, x2, n2, level): Interval => {
    if (!(n1 > 0 && n2 > 0)) return UNDEFINED;
    const [lower, upper] = limits(x1, n1, x2, n2, normalQuantile(level));
    return { estimate: x1 / n1 / (x2 / n2), lower, upper };
  };
}

function katzLog(x1: number, n1: number, x2: number, n2: number, z: number): readonly [number, number] {
  if (!(x1 > 0 && x2 > 0)) return [NaN, NaN];
  const half = z * Math.sqrt((n1 - x1) / x1 / n1 + (n2 - x2) / x2 / n2);
  const ratio = x1 / n1 / (x2 / n2);
  return [ratio * Math.exp(-half), ratio * Math.exp(half)];
}

function score(x1: number, n1: number, x2: number, n2: number, bound: number): readonly [number, number] {
  return [scoreLower(x1, n1, x2, n2, bound), 1 / scoreLower(x2, n2, x1, n1, bound)];
}

/** Return the ratio below the estimate at which the squared score statistic reaches `bound`. */
function scoreLower(x1: number, n1: number, x2: number, n2: number, bound: number): number {
  if (x1 === 0) return 0;
  const [y1, y2] = [n1 - x1, n2 - x2];
  const a = Math.min(multiplier([[y1 / n1, x1, -1], [y2 / n2, x2, 1]], bound), x1);
  const other = (n2 + a) / (x2 + a);
  if (y1 > 0) return ((x1 - a) / (y1 + (x1 - a))) * other;
  const left = Math.max(bound - (a * a * y2) / (n2 * (x2 + a)), 0);
  return (n1 / (n1 + left)) * other;
}
