/** The measures by which two arms are compared: of which counts, by which interval, on which scale. */

import type { ExploredArm, ExplorerData, Counts } from "./counts";

/** Numerator and denominator: subjects with the event of subjects, or events (subjects) of patient-years. */
export type Share = readonly [number, number];
export type Scale = "linear" | "log";

export interface Measure {
  readonly key: string;
  readonly label: string;
  /** What it compares, above it in the list of measures. */
  readonly group: string;
  /** The key of `[statistics]` whose method its interval has. */
  readonly interval: string;
  readonly scale: Scale;
  /** By what estimate and limits are multiplied where they are shown. */
  readonly factor: number;
  readonly isRate: boolean;
  readonly share: (counts: Counts, arm: ExploredArm) => Share;
}

const PROPORTION = "Subjects with the event";
/** The number needed to harm is drawn as the risk difference that it is the reciprocal of. */
export const NUMBER_NEEDED = "number_needed_to_harm";

export function measuresOf(data: ExplorerData): Measure[] {
  const people = {
    group: PROPORTION,
    isRate: false,
    share: (counts: Counts, arm: ExploredArm): Share => [counts.subjects, arm.subjects],
  };
  const difference = { interval: "risk_difference", scale: "linear" as const, factor: 100 };
  const found: Measure[] = [
    { key: "risk_difference", label: "Risk difference", ...people, ...difference },
    { key: "risk_ratio", label: "Risk ratio", ...people, interval: "risk_ratio", scale: "log", factor: 1 },
    { key: "odds_ratio", label: "Odds ratio", ...people, interval: "odds_ratio", scale: "log", factor: 1 },
    { key: NUMBER_NEEDED, label: "Number needed to harm", ...people, ...difference },
    ...(data.yearDays > 0 ? data.rates.flatMap(([name, label]) => ofRate(data, name, label)) : []),
  ];
  return found.filter((measure) => data.methods[measure.interval]);
}

function ofRate(data: ExplorerData, name: string, label: string): Measure[] {
  const what = label.charAt(0).toLowerCase() + label.slice(1);
  const rate = { group: label, isRate: true, share: shares(data.yearDays)[name] ?? shares(data.yearDays).eaer };
  return [
    { key: `${name}_difference`, label: `Rate difference: ${what}`, ...rate, interval: "rate_difference", scale: "linear", factor: data.unit },
    { key: `${name}_ratio`, label: `Rate ratio: ${what}`, ...rate, interval: "rate_ratio", scale: "log", factor: 1 },
  ];
}

/** Return of each rate its numerator and its patient-years. */
function shares(yearDays: number): Record<string, Measure["share"]> & { eaer: Measure["share"] } {
  return {
    eair_total: (counts, arm) => [counts.timed, arm.exposure / yearDays],
    eair_at_risk: (counts, arm) => [counts.inRisk, (arm.risk - counts.daysAfter) / yearDays],
    eaer: (counts, arm) => [counts.timedEvents, arm.exposure / yearDays],
  };
}

/** Return the estimate of a measure from the shares of both arms, in the unit of its interval. */
export function estimateOf(measure: Measure, [x1, n1]: Share, [x2, n2]: Share): number {
  if (!(n1 > 0 && n2 > 0)) return NaN;
  if (measure.interval === "odds_ratio") return (x1 * (n2 - x2)) / ((n1 - x1) * x2);
  return measure.scale === "linear" ? x1 / n1 - x2 / n2 : x1 / n1 / (x2 / n2);
}
