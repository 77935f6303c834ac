/** Records that the page carries for the numbers of one kind, as `pv/display/records/embedded.py` gives them. */

import { at } from "./at";

/** Value and label; of a pooled arm also the places of its members. */
export type Arm = readonly [string, string, (readonly number[])?];
/** Name and label; of a category on a scale (a worst grade) also the scale and its rank there. */
export type Category = readonly [string, string, string?, number?];

export interface Column {
  readonly name: string;
  readonly heading: string;
  readonly values: readonly (string | number)[];
  /** For each record the place of its value; -1 where it has none. */
  readonly codes: readonly number[];
  /** Is it shown only when it is asked for? */
  readonly asked?: boolean;
}

export interface RecordSet {
  readonly arms: readonly Arm[];
  readonly categories: readonly Category[];
  /** The parameters of the query that are a term, and their values for each term, then its title. */
  readonly parameters: readonly string[];
  readonly terms: readonly (readonly string[])[];
  readonly columns: readonly Column[];
  readonly arm: readonly number[];
  readonly subject: readonly number[];
  readonly recordTerms: readonly (readonly number[])[];
  readonly recordCategories: readonly (readonly number[])[];
  /** Of the study; the page may carry fewer. */
  readonly total: number;
  readonly query: string;
}

/** What a number counts. */
export interface Counted {
  readonly arm: number;
  readonly term: number;
  readonly category: number;
}

/**
 * Return the places of the records behind a number: of the subjects counted, those of the term and category. On a scale
 * (worst grade) a subject is counted at the highest rank only.
 */
export function recordsBehind(records: RecordSet, counted: Counted): number[] {
  const members = at(records.arms, counted.arm)[2] ?? [counted.arm];
  const [, , scale, rank] = at(records.categories, counted.category);
  const ofTerm = [...records.arm.keys()].filter(
    (index) => members.includes(at(records.arm, index)) && at(records.recordTerms, index).includes(counted.term),
  );
  const inCategory = ofTerm.filter((index) => at(records.recordCategories, index).includes(counted.category));
  if (scale === undefined) return inCategory;
  const worst = worstRanks(records, ofTerm, scale);
  return inCategory.filter((index) => worst.get(at(records.subject, index)) === rank);
}

/** Return of each subject of some records its highest rank on a scale; -1 where it has none. */
function worstRanks(records: RecordSet, places: readonly number[], scale: string): Map<number, number> {
  const worst = new Map<number, number>();
  for (const index of places) {
    const subject = at(records.subject, index);
    const ranks = at(records.recordCategories, index)
      .map((place) => at(records.categories, place))
      .map(([, , one, rank]) => (one === scale ? (rank ?? -1) : -1));
    worst.set(subject, Math.max(worst.get(subject) ?? -1, ...ranks));
  }
  return worst;
}

/** Return how many subjects some records are of. */
export function subjectsOf(records: RecordSet, places: readonly number[]): number {
  return new Set(places.map((index) => at(records.subject, index))).size;
}

/** Return the query of the records behind a number, with the values of its parameters. */
export function queryOf(records: RecordSet, counted: Counted): string {
  const values: Record<string, string> = {
    arm: at(records.arms, counted.arm)[0],
    category: at(records.categories, counted.category)[0],
  };
  records.parameters.forEach((parameter, place) => {
    values[parameter] = at(at(records.terms, counted.term), place);
  });
  return records.query.replace(/\$(\w+)/g, (_, key: string) => quoted(values[key] ?? ""));
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
