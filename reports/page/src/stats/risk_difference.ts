/** Limits of a difference of two proportions, arm 1 minus arm 2: `pv/stats/two_arms/risk_difference.py` cites the sources. */

import { UNDEFINED, type Interval, type Method } from "./interval";
import { normalQuantile } from "./normal_quantile";
import { convexRoot } from "./root";

const TINY = Number.MIN_VALUE;
type Limits = readonly [number, number];
type OfCounts = (x1: number, n1: number, x2: number, n2: number, z: number) => Limits;

const LIMITS: Readonly<Record<string, OfCounts>> = {
  rd_miettinen_nurminen: (x1, n1, x2, n2, z) => score(x1, n1, x2, n2, z * z * ((n1 + n2) / (n1 + n2 - 1))),
  rd_mee: (x1, n1, x2, n2, z) => score(x1, n1, x2, n2, z * z),
  rd_newcombe: (x1, n1, x2, n2, z) => recovered(x1 / n1, wilson(x1, n1, z), x2 / n2, wilson(x2, n2, z)),
  rd_newcombe_cc: (x1, n1, x2, n2, z) => recovered(x1 / n1, wilsonCc(x1, n1, z), x2 / n2, wilsonCc(x2, n2, z)),
  rd_agresti_caffo: agrestiCaffo,
  rd_hauck_anderson: hauckAnderson,
  rd_wald: (x1, n1, x2, n2, z) => around(x1 / n1 - x2 / n2, waldHalf(x1, n1, x2, n2, z)),
  rd_wald_cc: (x1, n1, x2, n2, z) =>
    around(x1 / n1 - x2 / n2, waldHalf(x1, n1, x2, n2, z) + (1 / n1 + 1 / n2) / 2),
};

export const RISK_DIFFERENCE: Readonly<Record<string, Method>> = Object.fromEntries(
  Object.entries(LIMITS).map(([name, limits]) => [name, method(limits)]),
);

function method(limits: OfCounts): Method {
  return (x1, n1, x2, n2, level): Interval => {
    if (!(n1 > 0 && n2 > 0)) return UNDEFINED;
    const [lower, upper] = limits(x1, n1, x2, n2, normalQuantile(level));
    return { estimate: x1 / n1 - x2 / n2, lower, upper };
  };
}

function score(x1: number, n1: number, x2: number, n2: number, bound: number): Limits {
  return [scoreLower(x1, n1, x2, n2, bound), -scoreLower(x2, n2, x1, n1, bound)];
}

/** As `pv/stats/two_arms/risk_difference_score.py`: the lower limit by its Lagrange multiplier. */
function scoreLower(x1: number, n1: number, x2: number, n2: number, bound: number): number {
  const y2 = n2 - x2;
  if (x1 === 0 && y2 === 0) return -1;
  const start = Math.min(ownRoot(x1, n1, bound), ownRoot(y2, n2, bound));
  const t = convexRoot((at) => {
    const [p1, q1, root1] = pulled(x1, n1, at);
    const [q2, p2, root2] = pulled(y2, n2, at);
    const [v1, v2] = [p1 * q1, p2 * q2];
    const value = at * at * (v1 / n1 + v2 / n2) - bound;
    return [value, at * (v1 * (1 / n1 + 1 / root1) + v2 * (1 / n2 + 1 / root2))];
  }, start);
  return pulled(x1, n1, t)[0] - pulled(y2, n2, t)[1];
}

/** Return p, 1 - p and the root of the discriminant, where p solves x - n p = t p (1 - p). */
function pulled(x: number, n: number, t: number): readonly [number, number, number] {
  const y = n - x;
  const root = Math.max(Math.sqrt((t + n - 2 * x) ** 2 + 4 * x * y), TINY);
  const q = n >= t ? (2 * y) / Math.max(n - t + root, TINY) : (root - (n - t)) / Math.max(2 * t, TINY);
  return [(2 * x) / (t + n + root), q, root];
}

function ownRoot(x: number, n: number, bound: number): number {
  if (!(x > 0)) return Infinity;
  const slope = bound * (x / n - 0.5) + Math.sqrt(bound * (bound / 4 + (x * (n - x)) / n));
  return (bound * (n + bound)) / slope;
}

function agrestiCaffo(x1: number, n1: number, x2: number, n2: number, z: number): Limits {
  const [p1, p2] = [(x1 + 1) / (n1 + 2), (x2 + 1) / (n2 + 2)];
  const half = z * Math.sqrt((p1 * (1 - p1)) / (n1 + 2) + (p2 * (1 - p2)) / (n2 + 2));
  return [p1 - p2 - half, p1 - p2 + half];
}

function hauckAnderson(x1: number, n1: number, x2: number, n2: number, z: number): Limits {
  const variance = (x1 * (n1 - x1)) / (n1 * n1) / (n1 - 1) + (x2 * (n2 - x2)) / (n2 * n2) / (n2 - 1);
  return around(x1 / n1 - x2 / n2, z * Math.sqrt(variance) + 0.5 / Math.min(n1, n2));
}

function waldHalf(x1: number, n1: number, x2: number, n2: number, z: number): number {
  return z * Math.sqrt((x1 * (n1 - x1)) / n1 ** 3 + (x2 * (n2 - x2)) / n2 ** 3);
}

function around(centre: number, half: number): Limits {
  return [Math.max(centre - half, -1), Math.min(centre + half, 1)];
}

/** Return limits of a difference from the limits of its two parts, recovering the variance on either side. */
export function recovered(p1: number, limits1: Limits, p2: number, limits2: Limits): Limits {
  const lower = p1 - p2 - Math.hypot(p1 - limits1[0], limits2[1] - p2);
  return [lower, p1 - p2 + Math.hypot(limits1[1] - p1, p2 - limits2[0])];
}

function wilson(x: number, n: number, z: number): Limits {
  return [wilsonLower(x, n, z), wilsonUpper(x, n, z)];
}

function wilsonCc(x: number, n: number, z: number): Limits {
  const lower = x === 0 ? 0 : wilsonLower(Math.max(x - 0.5, 0), n, z);
  return [lower, x === n ? 1 : wilsonUpper(Math.min(x + 0.5, n), n, z)];
}

/** Return the lower Wilson limit: exactly 0 at x = 0. */
export function wilsonLower(x: number, n: number, z: number): number {
  return (x * (x / n)) / (x + (z * z) / 2 + z * Math.sqrt((z * z) / 4 + (x * (n - x)) / n));
}

function wilsonUpper(x: number, n: number, z: number): number {
  if (x === n) return 1;
  return Math.min((x + (z * z) / 2 + z * Math.sqrt((z * z) / 4 + (x * (n - x)) / n)) / (n + z * z), 1);
}
