/** What a reader asks of the explorer, and how the address of the page says it. */

import { at } from "../at";
import type { ExplorerData } from "./counts";
import type { Measure } from "./measures";

export const ORDERS = ["estimate", "arm", "other", "term"] as const;
export type Order = (typeof ORDERS)[number];

export interface State {
  /** Places of the category, the level and both arms. */
  readonly category: number;
  readonly level: number;
  readonly arm: number;
  readonly other: number;
  readonly measure: string;
  /** A term is shown if this many percent, or subjects, of either arm had it. */
  readonly least: number;
  readonly unit: "percent" | "subjects";
  readonly order: Order;
  readonly falling: boolean;
  readonly search: string;
}

/** Return what is asked before anything is. */
export function startOf(data: ExplorerData, measures: readonly Measure[]): State {
  const place = (names: readonly (readonly [string, string])[], name: string): number =>
    Math.max(names.findIndex(([one]) => one === name), 0);
  return {
    category: place(data.categories, "any"),
    level: place(data.levels, "PT"),
    arm: data.start.arm,
    other: data.start.other,
    measure: measures[0]?.key ?? "",
    least: data.start.percent,
    unit: "percent",
    order: "estimate",
    falling: true,
    search: "",
  };
}

/** Return the address of a state: what differs from the start, by name. */
export function addressOf(data: ExplorerData, state: State, start: State): string {
  const said = new URLSearchParams();
  const say = (key: keyof State, text: string): void => {
    if (state[key] !== start[key]) said.set(key, text);
  };
  say("category", at(data.categories, state.category)[0]);
  say("level", at(data.levels, state.level)[0]);
  say("arm", at(data.arms, state.arm).name);
  say("other", at(data.arms, state.other).name);
  say("measure", state.measure);
  say("least", String(state.least));
  say("unit", state.unit);
  say("order", state.order);
  say("falling", String(state.falling));
  say("search", state.search);
  return said.toString();
}

/** Return the state that an address says; what it does not know is as at the start. */
export function stateOf(data: ExplorerData, address: string, start: State, measures: readonly Measure[]): State {
  const said = new URLSearchParams(address);
  const place = (key: string, names: readonly string[], usual: number): number => {
    const found = names.indexOf(said.get(key) ?? "");
    return found < 0 ? usual : found;
  };
  const arms = data.arms.map((arm) => arm.name);
  const least = Number(said.get("least") ?? NaN);
  return {
    category: place("category", data.categories.map(([name]) => name), start.category),
    level: place("level", data.levels.map(([name]) => name), start.level),
    arm: place("arm", arms, start.arm),
    other: place("other", arms, start.other),
    measure: measures.find(({ key }) => key === said.get("measure"))?.key ?? start.measure,
    least: least >= 0 && Number.isFinite(least) ? least : start.least,
    unit: said.get("unit") === "subjects" ? "subjects" : "percent",
    order: ORDERS.find((order) => order === said.get("order")) ?? start.order,
    falling: said.get("falling") !== "false",
    search: said.get("search") ?? "",
  };
}
