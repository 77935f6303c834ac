/** Roots of one equation: as `pv/stats/root.py`, for a single number. */

const STEPS = 200;

/** Return the root of an increasing convex function by Newton steps; from the first step on they fall to the root. */
export function convexRoot(valueAndSlope: (at: number) => readonly [number, number], start: number): number {
  let root = start;
  for (let count = 0; count < STEPS; count += 1) {
    const [value, slope] = valueAndSlope(root);
    const step = value / slope;
    root -= step;
    if (!(Math.abs(step) > 4 * Number.EPSILON * Math.abs(root))) break;
  }
  return root;
}

/** One term `weight a^2 / (offset + sign a)` of a score equation: [weight, offset, sign]. */
export type Term = readonly [number, number, 1 | -1];

/** Return the positive a at which the terms sum to `bound`; infinite where every term vanishes. */
export function multiplier(terms: readonly Term[], bound: number): number {
  const start = Math.min(...terms.map((term) => ownRoot(term, bound)));
  if (!Number.isFinite(start)) return start;
  return convexRoot((a) => {
    let [value, slope] = [-bound, 0];
    for (const [weight, offset, sign] of terms) {
      if (!(weight > 0)) continue;
      const below = offset + sign * a;
      value += weight * a * (a / below);
      slope += weight * (a / below) * (1 + offset / below);
    }
    return [value, slope];
  }, start);
}

function ownRoot([weight, offset, sign]: Term, bound: number): number {
  if (!(weight > 0)) return Infinity;
  const root = Math.sqrt(bound * bound + 4 * weight * bound * offset);
  return sign > 0 ? (bound + root) / (2 * weight) : (2 * bound * offset) / (bound + root);
}

/** Return where an increasing function turns positive between two ends: by Newton steps, halved where they leave these. */
export function increasingRoot(
  valueAndSlope: (at: number) => readonly [number, number],
  low: number,
  high: number,
  start = (low + high) / 2,
): number {
  let [below, above, root] = [low, high, start];
  for (let count = 0; count < STEPS; count += 1) {
    const [value, slope] = valueAndSlope(root);
    if (value === 0) break;
    if (value < 0) below = root;
    else above = root;
    const next = root - value / slope;
    const inside = next > below && next < above;
    const step = (inside ? next : (below + above) / 2) - root;
    root += step;
    if (Math.abs(step) <= 4 * Number.EPSILON * Math.max(1, Math.abs(root))) break;
  }
  return root;
}
