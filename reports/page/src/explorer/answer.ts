/** What a row says of both arms and of their comparison, as numbers and as text. */

import { at } from "../at";
import { csvNumber, csvText } from "../csv";
import { around, countPercent, interval, number, numberNeeded, rate, rateDifference, ratio } from "../number_text";
import { UNDEFINED, type Interval } from "../stats/interval";
import { limits } from "../stats/limits";
import { numberNeeded as needed } from "../stats/number_needed";
import type { ExplorerData } from "./counts";
import { NUMBER_NEEDED, type Measure, type Share } from "./measures";
import type { Row } from "./rows";

/** Return estimate and limits of a row, in the unit of `pv.stats`; undefined where the arms are not compared. */
export function comparedBy(data: ExplorerData, measure: Measure, row: Row, apart: boolean): Interval {
  const [method] = data.methods[measure.interval] ?? [""];
  const [[x1, n1], [x2, n2]] = row.shares;
  return apart && n1 > 0 && n2 > 0 ? limits(method, x1, n1, x2, n2, data.confidence) : UNDEFINED;
}

/** Return what a row says of an arm: 'n (p%)', or its rate. */
export function armText(data: ExplorerData, measure: Measure, [x, n]: Share): string {
  return measure.isRate ? rate(x / n, data.unit) : countPercent(x, n);
}

/** Return of what a rate is made: 'events / patient-years'; '' of a percentage. */
export function madeOf(measure: Measure, [x, n]: Share): string {
  return measure.isRate ? `${x} / ${number(n)}` : "";
}

export function comparedText(data: ExplorerData, measure: Measure, row: Row, found: Interval): string {
  if (Number.isNaN(found.estimate) && Number.isNaN(found.lower) && Number.isNaN(found.upper)) return "NE";
  if (measure.key === NUMBER_NEEDED) {
    const { estimate, harm, benefit } = needed(found);
    return numberNeeded(estimate, harm, benefit);
  }
  if (measure.key === "risk_difference") {
    return around(exactDifference(...row.shares), 100 * found.lower, 100 * found.upper, 1);
  }
  if (measure.scale === "log") return interval(found.estimate, found.lower, found.upper, 2);
  return rateDifference(found.estimate, found.lower, found.upper, data.unit);
}

/** Return a risk difference in percentage points, rounded from the counts. */
function exactDifference([x1, n1]: Share, [x2, n2]: Share): string {
  const [a, m, b, n] = [x1, n1, x2, n2].map(BigInt);
  if (a === undefined || m === undefined || b === undefined || n === undefined) return "NE";
  return ratio(100n * (a * n - b * m), m * n);
}

/** Return the lines of a CSV file of the rows, numbers unrounded. */
export function csvLines(data: ExplorerData, measure: Measure, rows: readonly Row[], apart: boolean): string[][] {
  const of = measure.isRate ? "patient_years" : "subjects";
  const names = ["class", "term", "count", of, "comparator_count", `comparator_${of}`, "estimate", "lower", "upper"];
  const lines = rows.map((row) => {
    const found = comparedBy(data, measure, row, apart);
    const values = [...row.shares.flat(), ...[found.estimate, found.lower, found.upper].map((one) => one * measure.factor)];
    const texts = [at(data.classes, at(data.terms.soc, row.term)), at(data.terms.name, row.term)];
    return [...texts.map(csvText), ...values.map(csvNumber)];
  });
  return [names, ...lines];
}
