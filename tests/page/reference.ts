/** What `python .ci/page_reference.py` wrote of `pv.stats` and `pv.numbers`. */

import { readFileSync } from "node:fs";

/** A number as JSON can say it. */
export type Plain = number | "inf" | "-inf" | null;

interface Reference {
  /** Method, counts of both arms, level; estimate and limits. */
  readonly intervals: readonly (readonly [string, number, number, number, number, number, Plain, Plain, Plain])[];
  /** Form, arguments, text. */
  readonly texts: readonly (readonly [string, readonly (Plain | readonly [Plain, Plain])[], string])[];
}

export function reference(): Reference {
  return JSON.parse(readFileSync("build/page-reference.json", "utf-8")) as Reference;
}

export function numeric(value: Plain): number {
  return value === null ? NaN : Number(String(value).replace("inf", "Infinity"));
}
