/** Every interval of the page: by the names of `pv.stats`, with its results. */

import { ofWidth, type Interval, type Method } from "./interval";
import { ODDS_RATIO } from "./odds_ratio";
import { RATE_DIFFERENCE } from "./rate_difference";
import { RATE_RATIO } from "./rate_ratio";
import { RISK_DIFFERENCE } from "./risk_difference";
import { RISK_RATIO } from "./risk_ratio";

export const METHODS: Readonly<Record<string, Method>> = {
  ...RISK_DIFFERENCE,
  ...RISK_RATIO,
  ...ODDS_RATIO,
  ...RATE_DIFFERENCE,
  ...RATE_RATIO,
};

/** Return estimate and limits by a method; limits without width are none. */
export function limits(method: string, ...counts: Parameters<Method>): Interval {
  const found = METHODS[method];
  if (!found) throw new Error(`no interval ${method}`);
  return ofWidth(found(...counts));
}
