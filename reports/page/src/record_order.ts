/** Which of the records behind a number are listed, and in which order. */

import { at } from "./at";
import type { Column, RecordSet } from "./record_set";
import { searched } from "./table_folding";

export interface Asked {
  readonly search: string;
  /** The place of the column that orders the records; undefined: as they come. */
  readonly by?: number;
  readonly falling: boolean;
}

/** Return the places of the records that have every word of the search in some column, in the order asked for. */
export function listed(records: RecordSet, places: readonly number[], asked: Asked): number[] {
  const hits = searched(asked.search).map((word) => records.columns.map((column) => valuesWith(column, word)));
  const found = places.filter((place) =>
    hits.every((columns) => columns.some((having, column) => having.has(at(at(records.columns, column).codes, place)))),
  );
  return asked.by === undefined ? found : found.sort(order(at(records.columns, asked.by), asked.falling));
}

/** Return the codes of the values that have a word. */
function valuesWith(column: Column, word: string): Set<number> {
  return new Set(column.values.flatMap((value, code) => (String(value).toLowerCase().includes(word) ? [code] : [])));
}

/** The values of a column are in order, and so are their codes; what is missing is last, up or down. */
function order({ codes }: Column, falling: boolean): (one: number, other: number) => number {
  return (one, other) => {
    const [a, b] = [at(codes, one), at(codes, other)];
    const missing = Number(a < 0) - Number(b < 0);
    return missing || (falling ? b - a : a - b) || one - other;
  };
}

/** Return what a record has in a column; undefined where it has nothing. */
export function valueOf(column: Column, place: number): string | number | undefined {
  return column.values[at(column.codes, place)];
}
