/** What the page carries of one subject: its records of each kind, each once. */

import { at } from "./at";
import { valueOf } from "./record_order";
import type { Column, RecordSet } from "./record_set";

const SUBJECT = "USUBJID";

export type Value = string | number | undefined;

export interface OfSubject {
  readonly kind: string;
  /** The columns in which the subject has anything, but for its own identifier. */
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Value[])[];
  /** Does the page carry fewer records of this kind than there are? */
  readonly short: boolean;
}

export interface SubjectRecords {
  readonly arm: string;
  readonly kinds: readonly OfSubject[];
}

/** Return the records of a subject; undefined where the page has none of it. */
export function recordsOf(sets: Readonly<Partial<Record<string, RecordSet>>>, subject: string): SubjectRecords | undefined {
  let arm: string | undefined;
  const kinds: OfSubject[] = [];
  for (const [kind, records] of Object.entries(sets)) {
    const column = records?.columns.find(({ name }) => name === SUBJECT);
    if (!records || !column) continue;
    const code = column.values.findIndex((value) => String(value) === subject);
    const places = code < 0 ? [] : [...column.codes.keys()].filter((place) => column.codes[place] === code);
    const first = places[0];
    if (first === undefined) continue;
    arm ??= records.arms[at(records.arm, first)]?.[1];
    kinds.push(ofKind(kind, records, places));
  }
  return kinds.length ? { arm: arm ?? "", kinds } : undefined;
}

function ofKind(kind: string, records: RecordSet, places: readonly number[]): OfSubject {
  const columns = records.columns.filter(
    (column) => column.name !== SUBJECT && places.some((place) => at(column.codes, place) >= 0),
  );
  // A record that counts in several arms or totals is there several times.
  const rows = new Map(places.map((place) => {
    const row = columns.map((column) => valueOf(column, place));
    return [JSON.stringify(row), row] as const;
  }));
  return { kind, columns, rows: [...rows.values()], short: records.arm.length < records.total };
}

/** Return the values of a column of a kind, a row each; none where there is no such kind or column. */
export function valuesOf(records: SubjectRecords, kind: string, name: string): Value[] {
  const found = records.kinds.find((one) => one.kind === kind);
  const place = found?.columns.findIndex((column) => column.name === name) ?? -1;
  return place < 0 ? [] : (found?.rows.map((row) => row[place]) ?? []);
}
