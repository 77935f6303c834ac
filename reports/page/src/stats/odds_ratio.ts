/** Limits of an odds ratio, arm 1 over arm 2: `pv/stats/two_arms/odds_ratio.py` cites the sources. */

import { conditional } from "./conditional_odds_ratio";
import { UNDEFINED, type Method } from "./interval";
import { normalQuantile } from "./normal_quantile";
import { multiplier } from "./root";

export const ODDS_RATIO: Readonly<Record<string, Method>> = {
  or_miettinen_nurminen: defined(miettinenNurminen),
  or_woolf: defined(woolf),
  or_woolf_haldane: defined((x1, n1, x2, n2, level) => woolf(x1 + 0.5, n1 + 1, x2 + 0.5, n2 + 1, level)),
  fisher_exact: defined(conditional),
};

function defined(method: Method): Method {
  return (x1, n1, x2, n2, level) => (n1 > 0 && n2 > 0 ? method(x1, n1, x2, n2, level) : UNDEFINED);
}

function miettinenNurminen(...[x1, n1, x2, n2, level]: Parameters<Method>): ReturnType<Method> {
  const bound = normalQuantile(level) ** 2 * ((n1 + n2) / (n1 + n2 - 1));
  const [lower, inverse] = [scoreLower(x1, n1, x2, n2, bound), scoreLower(x2, n2, x1, n1, bound)];
  return { estimate: oddsRatio(x1, n1, x2, n2), lower, upper: 1 / inverse };
}

function woolf(...[x1, n1, x2, n2, level]: Parameters<Method>): ReturnType<Method> {
  const [y1, y2] = [n1 - x1, n2 - x2];
  const estimate = oddsRatio(x1, n1, x2, n2);
  if (!(Math.min(x1, y1, x2, y2) > 0)) return { estimate, lower: NaN, upper: NaN };
  const half = normalQuantile(level) * Math.sqrt(1 / x1 + 1 / y1 + 1 / x2 + 1 / y2);
  return { estimate, lower: estimate * Math.exp(-half), upper: estimate * Math.exp(half) };
}

function oddsRatio(x1: number, n1: number, x2: number, n2: number): number {
  return (x1 * (n2 - x2)) / ((n1 - x1) * x2);
}

/** Return the odds ratio below the estimate at which the squared score statistic reaches `bound`. */
function scoreLower(x1: number, n1: number, x2: number, n2: number, bound: number): number {
  const [y1, y2] = [n1 - x1, n2 - x2];
  if (x1 === 0 || y2 === 0) return 0;
  const a = multiplier([[1, x1, -1], [1, y1, 1], [1, x2, 1], [1, y2, -1]], bound);
  return ((x1 - a) / (y1 + a)) * ((y2 - a) / (x2 + a));
}
