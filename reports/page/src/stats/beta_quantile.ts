/** Quantiles of the beta distribution, as log odds: a probability near 1 would lose the digits of its complement. */

import { continuedFraction } from "./continued_fraction";
import { logGamma } from "./log_gamma";
import { increasingRoot } from "./root";

/** Beyond these log odds no quantile of counts lies. */
const FARTHEST = 700;

/** Return the log odds of the value below which a beta variable is with a probability of at most one half. */
export function betaLogit(a: number, b: number, probability: number): number {
  return increasingRoot(
    (logit) => {
      const [below, density] = distribution(a, b, logit);
      // On the log scale the distribution function is concave below its middle: Newton's steps do not leave it.
      return [Math.log(below / probability), density / below];
    },
    -FARTHEST,
    FARTHEST,
    Math.log(a / b),
  );
}

/** Return the distribution function, and its derivative by the log odds. */
function distribution(a: number, b: number, logit: number): readonly [number, number] {
  const logOther = logit > 0 ? -logit - Math.log1p(Math.exp(-logit)) : -Math.log1p(Math.exp(logit));
  const logBeta = logGamma(a) + logGamma(b) - logGamma(a + b);
  const [x, density] = [Math.exp(logit + logOther), Math.exp(a * (logit + logOther) + b * logOther - logBeta)];
  if (x < (a + 1) / (a + b + 2)) return [density / (a * fraction(a, b, x)), density];
  return [1 - density / (b * fraction(b, a, Math.exp(logOther))), density];
}

/** Return the continued fraction of the incomplete beta function (DLMF 8.17.22). */
function fraction(a: number, b: number, x: number): number {
  return continuedFraction(1, (place) => {
    const m = Math.floor(place / 2);
    const over = (a + place - 1) * (a + place);
    return [place % 2 ? (-(a + m) * (a + b + m) * x) / over : (m * (b - m) * x) / over, 1];
  });
}
