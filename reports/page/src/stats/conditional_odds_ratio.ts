/** The conditional odds ratio with its exact limits: `pv/stats/two_arms/fisher.py` cites the sources. */

import { at } from "../at";
import type { Interval } from "./interval";
import { increasingRoot } from "./root";

/** Return the maximum likelihood estimate and the exact limits given all events. */
export function conditional(x1: number, n1: number, x2: number, n2: number, level: number): Interval {
  const events = x1 + x2;
  const [low, high] = [Math.max(0, events - n2), Math.min(events, n1)];
  const weights = logWeights(n1, n2, events, low, high);
  const [lowest, highest] = [x1 === low, x1 === high];
  const tail = (1 - level) / 2;
  const reach = 2 * Math.log(n1 + n2) + Math.log(2 / tail) + 1;
  const solve = (value: (log: number) => number): number =>
    Math.exp(increasingRoot((log) => [value(log), NaN], -reach, reach));
  /** Return the mean of a function of the count where the odds ratio has this logarithm. */
  const mean = (log: number, of: (count: number) => number): number => {
    const tilted = weights.map((weight, place) => weight + (low + place - x1) * log);
    const top = tilted.reduce((one, other) => Math.max(one, other));
    let [total, all] = [0, 0];
    tilted.forEach((weight, place) => {
      const share = Math.exp(weight - top);
      total += share * of(low + place);
      all += share;
    });
    return total / all;
  };
  return {
    estimate: estimateOf(lowest, highest, () => solve((log) => mean(log, (count) => count - x1))),
    lower: lowest ? 0 : solve((log) => mean(log, (count) => Number(count >= x1)) - tail),
    upper: highest ? Infinity : solve((log) => tail - mean(log, (count) => Number(count <= x1))),
  };
}

function estimateOf(lowest: boolean, highest: boolean, inside: () => number): number {
  if (lowest && highest) return NaN;
  if (lowest) return 0;
  return highest ? Infinity : inside();
}

/** Return the log probability of each count that arm 1 could have had, up to a constant. */
function logWeights(n1: number, n2: number, events: number, low: number, high: number): number[] {
  const weights = [0];
  for (let k = low; k < high; k += 1) {
    const rise = ((n1 - k) * (events - k)) / ((k + 1) * (n2 - events + k + 1));
    weights.push(at(weights, k - low) + Math.log(rise));
  }
  return weights;
}
