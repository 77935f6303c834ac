/** The rows that answer a state: which terms, in which order, with what of each arm. */

import { at } from "../at";
import { searched } from "../table_folding";
import type { Counts, CountsOf, ExplorerData } from "./counts";
import { estimateOf, type Measure, type Share } from "./measures";
import type { State } from "./state";

export interface Row {
  readonly term: number;
  readonly arm: Counts;
  readonly other: Counts;
  readonly shares: readonly [Share, Share];
  readonly estimate: number;
}

/** Return the terms of the level that a subject of either arm had, as often as is asked, in order. */
export function rowsOf(data: ExplorerData, countsOf: CountsOf, state: State, measure: Measure): Row[] {
  const words = searched(state.search);
  const [arm, other] = [at(data.arms, state.arm), at(data.arms, state.other)];
  const rows: Row[] = [];
  for (let term = 0; term < data.terms.name.length; term += 1) {
    if (data.terms.level[term] !== state.level || !hasWords(data, term, words)) continue;
    const first = countsOf(state.arm, term, state.category);
    const second = countsOf(state.other, term, state.category);
    const often = isOften(state, first.subjects, arm.subjects) || isOften(state, second.subjects, other.subjects);
    if (!often || first.subjects + second.subjects === 0) continue;
    const shares = [measure.share(first, arm), measure.share(second, other)] as const;
    rows.push({ term, arm: first, other: second, shares, estimate: estimateOf(measure, ...shares) });
  }
  return rows.sort(comparison(data, state));
}

/** Return whether two arms have no subject in common, so that they can be compared. */
export function areApart(data: ExplorerData, state: State): boolean {
  const members = at(data.arms, state.other).members;
  return !at(data.arms, state.arm).members.some((member) => members.includes(member));
}

function isOften(state: State, subjects: number, all: number): boolean {
  return state.unit === "subjects" ? subjects >= state.least : 100 * subjects >= state.least * all;
}

function hasWords(data: ExplorerData, term: number, words: readonly string[]): boolean {
  if (!words.length) return true;
  const text = `${at(data.terms.name, term)} ${at(data.classes, at(data.terms.soc, term))}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

/** Return an order of rows; what has no number is last, and among equals the more frequent, then the name, decides. */
function comparison(data: ExplorerData, state: State): (one: Row, other: Row) => number {
  const sign = state.falling ? -1 : 1;
  const name = (row: Row): string => at(data.terms.name, row.term);
  const byName = (one: Row, other: Row): number =>
    name(one) < name(other) ? -1 : Number(name(one) > name(other)) || one.term - other.term;
  if (state.order === "term") return (one, other) => sign * byName(one, other);
  const value = { estimate: (row: Row) => row.estimate, arm: portion(0), other: portion(1) }[state.order];
  const subjects = (row: Row): number => row.arm.subjects + row.other.subjects;
  return (one, other) => {
    const [a, b] = [value(one), value(other)];
    const missing = Number(Number.isNaN(a)) - Number(Number.isNaN(b));
    const apart = a === b || Number.isNaN(a) || Number.isNaN(b) ? missing : sign * (a < b ? -1 : 1);
    return apart || subjects(other) - subjects(one) || byName(one, other);
  };
}

function portion(place: 0 | 1): (row: Row) => number {
  return (row) => row.shares[place][0] / row.shares[place][1];
}
