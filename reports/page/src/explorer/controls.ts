/** What a reader chooses by: a field for each part of the state. */

import { at } from "../at";
import { make } from "../dom";
import type { ExplorerData } from "./counts";
import type { Measure } from "./measures";
import type { State } from "./state";

export interface Controls {
  readonly element: HTMLElement;
  /** Make the fields say a state. */
  show: (state: State) => void;
}

type Change = (change: Partial<State>, typing?: boolean) => void;
type Choice = readonly [string, string];

export function controlsOf(data: ExplorerData, measures: readonly Measure[], change: Change): Controls {
  const places = (choices: readonly string[]): Choice[] => choices.map((label, place) => [String(place), label]);
  const arms = places(data.arms.map((arm) => arm.label));
  const category = select(places(data.categories.map(([, label]) => label)), (value) => { change({ category: Number(value) }); });
  const level = select(places(data.levels.map(([, label]) => label)), (value) => { change({ level: Number(value) }); });
  const arm = select(arms, (value) => { change({ arm: Number(value) }); });
  const other = select(arms, (value) => { change({ other: Number(value) }); });
  const measure = grouped(measures, (value) => { change({ measure: value }); });
  const unit = select([["percent", "%"], ["subjects", "n"]], (value) => { change({ unit: value as State["unit"] }); });
  const least = make("input", "", { type: "number", min: "0", step: "any", inputmode: "decimal" });
  least.addEventListener("input", () => { change({ least: Math.max(Number(least.value) || 0, 0) }, true); });
  const search = make("input", "", { type: "search", size: "16" });
  search.addEventListener("input", () => { change({ search: search.value }, true); });
  unit.setAttribute("aria-label", "Unit of the threshold");

  const threshold = label("At least", least);
  threshold.append(unit, make("span", "in either arm"));
  const element = make("div", "", { class: "asked", role: "group", "aria-label": "What is compared" });
  element.append(
    label("Events", category), label("Level", level), label("Arm", arm), label("Compared with", other),
    label("Measure", measure), threshold, label("Search", search),
  );
  return {
    element,
    show: (state) => {
      category.value = String(state.category);
      level.value = String(state.level);
      arm.value = String(state.arm);
      other.value = String(state.other);
      measure.value = state.measure;
      unit.value = state.unit;
      // What is being typed stays as it is typed.
      if (Number(least.value) !== state.least || !least.value) least.value = String(state.least);
      if (search.value !== state.search) search.value = state.search;
    },
  };
}

function select(choices: readonly Choice[], chosen: (value: string) => void): HTMLSelectElement {
  const element = make("select");
  element.append(...choices.map(([value, text]) => make("option", text, { value })));
  element.addEventListener("change", () => { chosen(element.value); });
  return element;
}

function grouped(measures: readonly Measure[], chosen: (value: string) => void): HTMLSelectElement {
  const element = select([], chosen);
  const groups = [...new Set(measures.map((measure) => measure.group))];
  for (const group of groups) {
    const options = make("optgroup", "", { label: group });
    const own = measures.filter((measure) => measure.group === group);
    options.append(...own.map((measure, place) => make("option", at(own, place).label, { value: measure.key })));
    element.append(options);
  }
  return element;
}

function label(text: string, field: HTMLElement): HTMLLabelElement {
  const element = make("label", "");
  element.append(make("span", text), field);
  return element;
}
