/** Quantiles of the gamma distribution with scale 1. */

import { continuedFraction } from "./continued_fraction";
import { logGamma } from "./log_gamma";
import { increasingRoot } from "./root";

/** Return the value below which a gamma variable is with a probability. */
export function gammaQuantile(shape: number, probability: number): number {
  return solved(shape, (x) => Math.log(lower(shape, x) / probability), (x) => density(shape, x) / lower(shape, x));
}

/** Return the value above which a gamma variable is with a probability. */
export function upperGammaQuantile(shape: number, probability: number): number {
  return solved(shape, (x) => -Math.log(upper(shape, x) / probability), (x) => density(shape, x) / upper(shape, x));
}

/** Return where an increasing function is 0, of a value on the log scale. */
function solved(shape: number, value: (x: number) => number, slope: (x: number) => number): number {
  const at = (log: number): readonly [number, number] => [value(Math.exp(log)), slope(Math.exp(log))];
  return Math.exp(increasingRoot(at, -700, 700, Math.log(shape)));
}

/** x times the density, which is the derivative by the logarithm of x. */
function density(shape: number, x: number): number {
  return Math.exp(shape * Math.log(x) - x - logGamma(shape));
}

function lower(shape: number, x: number): number {
  return x < shape + 1 ? bySeries(shape, x) : 1 - byFraction(shape, x);
}

function upper(shape: number, x: number): number {
  return x < shape + 1 ? 1 - bySeries(shape, x) : byFraction(shape, x);
}

function bySeries(shape: number, x: number): number {
  let [term, sum] = [1 / shape, 1 / shape];
  for (let place = 1; term > sum * Number.EPSILON; place += 1) {
    term *= x / (shape + place);
    sum += term;
  }
  return sum * density(shape, x);
}

function byFraction(shape: number, x: number): number {
  const found = continuedFraction(x + 1 - shape, (place) => [-place * (place - shape), x + 2 * place + 1 - shape]);
  return density(shape, x) / found;
}
