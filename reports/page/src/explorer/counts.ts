/** The counts that the explorer compares: how the page carries them, and those of one arm, term and category. */

import { at } from "../at";

export interface ExploredArm {
  readonly name: string;
  readonly label: string;
  readonly subjects: number;
  /** Days of exposure and at risk of the timed subjects. */
  readonly exposure: number;
  readonly risk: number;
  /** The places of the arms of the data that it is made of. */
  readonly members: readonly number[];
}

/** The counts of an arm of the data: of each cell (term, category) its step from the one before, and what it counts. */
interface ArmCounts {
  readonly arm: number;
  readonly step: readonly number[];
  readonly subjects: readonly number[];
  /** How many fewer are timed; of these how many fewer are in the time at risk. */
  readonly timed_subjects: readonly number[];
  readonly subjects_in_risk: readonly number[];
  readonly days_after_event: readonly number[];
  /** How many more events than subjects there are; how many fewer of timed subjects. */
  readonly events: readonly number[];
  readonly timed_events: readonly number[];
}

type Named = readonly [string, string];

/** What `pv/display/adverse_events/adverse_event_explorer.py` gives. */
export interface ExplorerData {
  readonly arms: readonly ExploredArm[];
  readonly categories: readonly Named[];
  readonly levels: readonly Named[];
  readonly classes: readonly string[];
  readonly terms: { readonly level: readonly number[]; readonly soc: readonly number[]; readonly name: readonly string[] };
  readonly counts: readonly ArmCounts[];
  /** Name and label of the method of each interval. */
  readonly methods: Readonly<Partial<Record<string, Named>>>;
  readonly confidence: number;
  readonly yearDays: number;
  readonly unit: number;
  /** Name and label of the rates, the leading one first. */
  readonly rates: readonly Named[];
  readonly start: { readonly arm: number; readonly other: number; readonly percent: number };
}

/** What an arm has of a term in a category. */
export interface Counts {
  readonly subjects: number;
  readonly timed: number;
  readonly inRisk: number;
  readonly daysAfter: number;
  readonly timedEvents: number;
}

export const NOBODY: Counts = { subjects: 0, timed: 0, inRisk: 0, daysAfter: 0, timedEvents: 0 };

export type CountsOf = (arm: number, term: number, category: number) => Counts;

/** Return what finds the counts of an arm, which are those of its members. */
export function countsOf(data: ExplorerData): CountsOf {
  const size = data.categories.length;
  const placed = new Map(data.counts.map((counts) => [counts.arm, cells(counts, data.terms.name.length * size)]));
  const members = data.arms.map((arm) =>
    arm.members.flatMap((member) => {
      const counts = data.counts.find((one) => one.arm === member);
      const place = placed.get(member);
      return counts && place ? [{ counts, place }] : [];
    }),
  );
  return (arm, term, category) => {
    let found = NOBODY;
    for (const { counts, place } of at(members, arm)) {
      const index = at(place, term * size + category) - 1;
      if (index >= 0) found = sum(found, one(counts, index));
    }
    return found;
  };
}

/** Return for every cell one more than the place of its counts; 0 where there is none. */
function cells(counts: ArmCounts, size: number): Int32Array {
  const places = new Int32Array(size);
  let cell = 0;
  counts.step.forEach((step, index) => {
    cell += step;
    places[cell] = index + 1;
  });
  return places;
}

function one(counts: ArmCounts, index: number): Counts {
  const subjects = at(counts.subjects, index);
  const timed = subjects - at(counts.timed_subjects, index);
  return {
    subjects,
    timed,
    inRisk: timed - at(counts.subjects_in_risk, index),
    daysAfter: at(counts.days_after_event, index),
    timedEvents: subjects + at(counts.events, index) - at(counts.timed_events, index),
  };
}

function sum(first: Counts, other: Counts): Counts {
  return {
    subjects: first.subjects + other.subjects,
    timed: first.timed + other.timed,
    inRisk: first.inRisk + other.inRisk,
    daysAfter: first.daysAfter + other.daysAfter,
    timedEvents: first.timedEvents + other.timedEvents,
  };
}
