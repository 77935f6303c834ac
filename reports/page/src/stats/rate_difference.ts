/** Limits of a difference of two rates, arm 1 minus arm 2: `pv/stats/two_arms/rate_difference.py` cites the sources. */

import { gammaQuantile, upperGammaQuantile } from "./gamma_quantile";
import { UNDEFINED, type Interval, type Method } from "./interval";
import { normalQuantile } from "./normal_quantile";
import { recovered } from "./risk_difference";
import { multiplier } from "./root";

type Limits = readonly [number, number];

export const RATE_DIFFERENCE: Readonly<Record<string, Method>> = {
  ird_miettinen_nurminen: method((e1, t1, e2, t2, level) => {
    const bound = normalQuantile(level) ** 2;
    return [scoreLower(e1, t1, e2, t2, bound), -scoreLower(e2, t2, e1, t1, bound)];
  }),
  ird_mover_garwood: method((e1, t1, e2, t2, level) =>
    // From each rate's Jeffreys posterior median, as published.
    recovered(gammaQuantile(e1 + 0.5, 0.5) / t1, garwood(e1, t1, level), gammaQuantile(e2 + 0.5, 0.5) / t2, garwood(e2, t2, level)),
  ),
  ird_wald: method((e1, t1, e2, t2, level) => {
    const half = normalQuantile(level) * Math.hypot(Math.sqrt(e1) / t1, Math.sqrt(e2) / t2);
    return [e1 / t1 - e2 / t2 - half, e1 / t1 - e2 / t2 + half];
  }),
};

function method(limits: (...counts: Parameters<Method>) => Limits): Method {
  return (e1, t1, e2, t2, level): Interval => {
    if (!(t1 > 0 && t2 > 0)) return UNDEFINED;
    const [lower, upper] = limits(e1, t1, e2, t2, level);
    return { estimate: e1 / t1 - e2 / t2, lower, upper };
  };
}

/** Return the exact limits of one rate (Garwood 1936). */
function garwood(events: number, time: number, level: number): Limits {
  const tail = (1 - level) / 2;
  return [events === 0 ? 0 : gammaQuantile(events, tail) / time, upperGammaQuantile(events + 1, tail) / time];
}

/** Return the difference below the estimate at which the squared score statistic reaches `bound`. */
function scoreLower(e1: number, t1: number, e2: number, t2: number, bound: number): number {
  const r = t1 / t2;
  const a = Math.min(multiplier([[e1 / r, r, 1], [e2, 1, -1]], bound), 1);
  const left = Math.max(bound - (a * a * (e1 / r)) / (r + a), 0);
  const free = a < 1 ? 0 : left / t2;
  return e1 / (t2 * (r + a)) - (e2 === 0 ? free : e2 / (t2 * (1 - a)));
}
