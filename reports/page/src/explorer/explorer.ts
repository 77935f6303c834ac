/** The explorer of adverse events: a reader asks, chart and table answer at once. */

import { at } from "../at";
import { csvAddress } from "../csv";
import { make, one } from "../dom";
import { inflated } from "../embedded_data";
import type { RecordSets, OpenRecords } from "../records_dialog";
import { addressOf as location_ } from "./address";
import { csvLines } from "./answer";
import { controlsOf } from "./controls";
import { countsOf, type ExplorerData } from "./counts";
import { gridOf } from "./grid";
import { measuresOf } from "./measures";
import { openedBy } from "./opened";
import { areApart, rowsOf, type Row } from "./rows";
import { addressOf, startOf, stateOf, type State } from "./state";

/** Bring an explorer of the page to life. */
export async function explorer(box: HTMLElement, records: RecordSets, open: OpenRecords): Promise<void> {
  const data = (await inflated(one("[data-counts]", box).textContent)) as ExplorerData;
  const [measures, counts] = [measuresOf(data), countsOf(data)];
  const start = startOf(data, measures);
  const address = location_(box.id, () => { if (address.leadsHere()) show(read()); });
  const read = (): State => stateOf(data, address.said(), start, measures);
  let [state, rows]: [State, Row[]] = [start, []];

  const change = (changed: Partial<State>, typing = false): void => {
    show({ ...state, ...changed });
    address.say(addressOf(data, state, start), !typing);
  };
  const controls = controlsOf(data, measures, change);
  const grid = gridOf(data, openedBy(data, records.events, open), (order) => {
    change({ order, falling: order === state.order ? !state.falling : order !== "term" });
  });
  grid.element.id = `${box.id}-grid`;
  const said = make("p", "", { class: "found", "aria-live": "polite" });
  const method = make("p", "", { class: "notes" });
  const csv = make("a", "CSV", { class: "csv", href: "#", download: "adverse-events-compared.csv" });
  csv.addEventListener("click", () => {
    csv.href = csvAddress(csvLines(data, measureOf(), rows, areApart(data, state)));
  });
  const line = make("div", "", { class: "answer" });
  line.append(said, csv);

  const measureOf = (): (typeof measures)[number] => measures.find(({ key }) => key === state.measure) ?? at(measures, 0);

  function show(asked: State): void {
    state = asked;
    const measure = measureOf();
    rows = rowsOf(data, counts, state, measure);
    controls.show(state);
    grid.show({ state, measure, rows });
    said.textContent = sentence(data, state, rows.length);
    const label = data.methods[measure.interval]?.[1] ?? "";
    method.textContent = areApart(data, state)
      ? `Interval: ${label}.`
      : "The two arms have subjects in common and are not compared.";
  }

  one(".explored", box).replaceChildren(controls.element, line, grid.element, method);
  box.dataset.live = "";
  show(read());
  if (address.leadsHere()) box.scrollIntoView();
}

function sentence(data: ExplorerData, state: State, count: number): string {
  const level = at(data.levels, state.level)[1].toLowerCase();
  const often = state.unit === "percent" ? `${state.least}%` : `${state.least} subject${state.least === 1 ? "" : "s"}`;
  const rows = `${count} ${count === 1 ? "row" : "rows"}`;
  return `${rows}: ${at(data.categories, state.category)[1]} by ${level}, at least ${often} in either arm`;
}
