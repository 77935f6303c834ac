/** Limits of a ratio of two rates, arm 1 over arm 2: `pv/stats/two_arms/rate_ratio.py` cites the sources. */

import { betaLogit } from "./beta_quantile";
import { UNDEFINED, type Interval, type Method } from "./interval";
import { normalQuantile } from "./normal_quantile";
import { wilsonLower } from "./risk_difference";

type Limits = readonly [number, number];

export const RATE_RATIO: Readonly<Record<string, Method>> = {
  irr_exact_conditional: method(exact),
  irr_exact_central: method(exact),
  irr_score: method((e1, t1, e2, t2, level) => {
    const z = normalQuantile(level);
    return [scoreLower(e1, t1, e2, t2, z), 1 / scoreLower(e2, t2, e1, t1, z)];
  }),
  irr_wald_log: method((e1, t1, e2, t2, level) => {
    if (!(e1 > 0 && e2 > 0)) return [NaN, NaN];
    const half = normalQuantile(level) * Math.sqrt(1 / e1 + 1 / e2);
    const ratio = e1 / t1 / (e2 / t2);
    return [ratio * Math.exp(-half), ratio * Math.exp(half)];
  }),
};

function method(limits: (...counts: Parameters<Method>) => Limits): Method {
  return (e1, t1, e2, t2, level): Interval => {
    if (!(t1 > 0 && t2 > 0)) return UNDEFINED;
    const [lower, upper] = limits(e1, t1, e2, t2, level);
    return { estimate: e1 / t1 / (e2 / t2), lower, upper };
  };
}

/** Return the Clopper-Pearson limits of arm 1's share of all events, as odds. */
function exact(e1: number, t1: number, e2: number, t2: number, level: number): Limits {
  const tail = (1 - level) / 2;
  const lower = e1 === 0 ? 0 : Math.exp(betaLogit(e1, e2 + 1, tail));
  const upper = e2 === 0 ? Infinity : Math.exp(-betaLogit(e2, e1 + 1, tail));
  return [(lower * t2) / t1, (upper * t2) / t1];
}

function scoreLower(e1: number, t1: number, e2: number, t2: number, z: number): number {
  if (e1 === 0) return 0;
  const total = e1 + e2;
  const rest = (e2 + (z * z) / 2 + z * Math.sqrt((z * z) / 4 + (e1 * e2) / total)) / (total + z * z);
  return (wilsonLower(e1, total, z) / rest) * (t2 / t1);
}
