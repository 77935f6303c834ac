/** Where numbers lie on an axis, and its ticks. */

import type { Scale } from "./measures";

export interface Axis {
  /** Return a place from 0 to 1; beyond the ends of the axis one below 0 or above 1. */
  readonly at: (value: number) => number;
  readonly ticks: readonly number[];
  /** Where the arms are equal. */
  readonly equal: number;
}

/** A ratio is drawn between these, whatever its limits. */
const SMALLEST = 1 / 64;
const LARGEST = 64;

/** Return an axis that has the values and equality; what is not finite lies beyond it. */
export function axisOf(scale: Scale, values: readonly number[]): Axis {
  return scale === "log" ? logAxis(values) : linearAxis([0, ...values.filter(Number.isFinite)], 0);
}

/** Return an axis from 0 to the largest value. */
export function axisFromZero(values: readonly number[]): Axis {
  return linearAxis([0, ...values.filter(Number.isFinite)], 0);
}

function linearAxis(values: readonly number[], equal: number): Axis {
  const [least, most] = [smallest(values), largest(values)];
  const width = most > least ? most - least : 1;
  const step = niceStep(width / 4);
  const low = Math.floor(least / step + 1e-9) * step;
  const high = Math.max(Math.ceil(most / step - 1e-9) * step, low + step);
  const ticks = [];
  for (let count = 0; low + count * step <= high + step / 2; count += 1) ticks.push(Number((low + count * step).toPrecision(10)));
  return { at: (value) => (value - low) / (high - low), ticks, equal };
}

function logAxis(values: readonly number[]): Axis {
  const inside = values.filter((value) => value > 0 && Number.isFinite(value)).map((value) => Math.min(Math.max(value, SMALLEST), LARGEST));
  const low = Math.floor(Math.log2(smallest([0.5, ...inside])));
  const high = Math.ceil(Math.log2(largest([2, ...inside])));
  const every = Math.ceil((high - low) / 6);
  const ticks = [];
  for (let power = Math.ceil(low / every) * every; power <= high; power += every) ticks.push(2 ** power);
  return { at: (value) => (Math.log2(value) - low) / (high - low), ticks, equal: 1 };
}

/** Return the smallest of 1, 2, 5 times a power of ten that is at least this. */
function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5, 10].find((one) => one * power >= least * (1 - 1e-9)) ?? 10) * power;
}

function smallest(values: readonly number[]): number {
  return values.reduce((one, other) => Math.min(one, other), Infinity);
}

function largest(values: readonly number[]): number {
  return values.reduce((one, other) => Math.max(one, other), -Infinity);
}
