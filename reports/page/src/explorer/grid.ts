/** Chart and table of the rows in one: a grid with a row a term, which arrow keys move through. */

import { at } from "../at";
import { make } from "../dom";
import { number, rate } from "../number_text";
import { virtualRows } from "../virtual_rows";
import { armText, comparedBy, comparedText, madeOf } from "./answer";
import { axisFromZero, axisOf, type Axis } from "./axis";
import type { ExplorerData } from "./counts";
import { axisDrawing, comparisonDrawing, sharesDrawing } from "./marks";
import { NUMBER_NEEDED, type Measure } from "./measures";
import type { Opens } from "./opened";
import { areApart, type Row } from "./rows";
import type { Order, State } from "./state";

/** What is shown. */
export interface Shown {
  readonly state: State;
  readonly measure: Measure;
  readonly rows: readonly Row[];
}

export interface Grid {
  readonly element: HTMLElement;
  show: (shown: Shown) => void;
}

/** The axis has the limits of so many rows, the most frequent ones: those of rare terms are far too wide. */
const DECIDE_THE_AXIS = 40;

export function gridOf(data: ExplorerData, opens: Opens, sort: (order: Order) => void): Grid {
  const box = make("div", "", { class: "grid", role: "grid", tabindex: "0", "aria-label": "Terms compared" });
  const [head, body] = [make("div", "", { class: "grid-head", role: "rowgroup" }), make("div", "", { class: "grid-body", role: "rowgroup" })];
  box.append(head, body);
  const probe = make("div", "", { class: "grid-row", "aria-hidden": "true" });
  let shown: Shown | undefined;
  let [active, column] = [-1, 0];
  let axes: readonly [Axis, Axis] = [axisFromZero([1]), axisFromZero([1])];

  const list = virtualRows(box, body, () => rowHeight(probe), (place) => rowAt(place));
  head.append(probe);

  function rowAt(place: number): HTMLElement {
    if (!shown) return make("div");
    const { state, measure, rows } = shown;
    const row = at(rows, place);
    const apart = areApart(data, state);
    const found = comparedBy(data, measure, row, apart);
    const line = make("div", "", { class: "grid-row", role: "row", "aria-rowindex": String(place + 2) });
    const share = ([x, n]: readonly [number, number]): number => x / n;
    line.append(
      termCell(data, row),
      armCell(row, 0, place),
      armCell(row, 1, place),
      drawn("shares", sharesDrawing(axes[0], [share(row.shares[0]), share(row.shares[1])], [state.arm, state.other])),
      cell("gridcell", "compared", comparedText(data, measure, row, found)),
      drawn("compared-drawn", comparisonDrawing(axes[1], found.estimate, found.lower, found.upper)),
    );
    return line;
  }

  function armCell(row: Row, side: 0 | 1, place: number): HTMLElement {
    const { state, measure } = shown ?? nothing();
    const [arm, counts] = side ? [state.other, row.other] : [state.arm, row.arm];
    const open = counts.subjects ? opens(arm, row.term, state.category) : undefined;
    const element = cell("gridcell", "counted", "");
    element.append(mark(open ? "opens" : "", armText(data, measure, row.shares[side])));
    const small = madeOf(measure, row.shares[side]);
    if (small) element.append(make("small", small));
    element.id = `${box.id}-${place}-${side}`;
    if (open) element.addEventListener("click", () => { open(counts.subjects); });
    if (place === active && side === column) element.classList.add("active");
    return element;
  }

  function openActive(): void {
    if (!shown || active < 0) return;
    const row = at(shown.rows, active);
    const [arm, subjects] = column ? [shown.state.other, row.other.subjects] : [shown.state.arm, row.arm.subjects];
    if (subjects) opens(arm, row.term, shown.state.category)?.(subjects);
  }

  function move(place: number, side: number): void {
    const last = (shown?.rows.length ?? 0) - 1;
    [active, column] = [Math.min(Math.max(place, 0), last), Math.min(Math.max(side, 0), 1)];
    if (active < 0) return;
    list.reveal(active);
    list.show(last + 1);
    box.setAttribute("aria-activedescendant", `${box.id}-${active}-${column}`);
  }

  box.addEventListener("keydown", (event) => {
    if (event.target !== box || event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(Math.floor(box.clientHeight / rowHeight(probe)) - 2, 1);
    const steps: Record<string, () => void> = {
      ArrowDown: () => { move(active + 1, column); },
      ArrowUp: () => { move(active - 1, column); },
      PageDown: () => { move(active + page, column); },
      PageUp: () => { move(active - page, column); },
      Home: () => { move(0, column); },
      End: () => { move(Infinity, column); },
      ArrowLeft: () => { move(active, 0); },
      ArrowRight: () => { move(active, 1); },
      Enter: openActive,
      " ": openActive,
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    step();
  });

  return {
    element: box,
    show: (asked) => {
      shown = asked;
      [active, column] = [-1, 0];
      axes = axesOf(data, asked);
      box.removeAttribute("aria-activedescendant");
      box.setAttribute("aria-rowcount", String(asked.rows.length + 1));
      head.replaceChildren(headOf(data, asked, axes, sort), probe);
      box.scrollTop = 0;
      list.show(asked.rows.length);
    },
  };
}

function nothing(): never {
  throw new Error("a row is made before any is shown");
}

function rowHeight(probe: HTMLElement): number {
  return probe.getBoundingClientRect().height || 1;
}

/** Return the axes of what the arms have, and of the comparison. */
function axesOf(data: ExplorerData, { state, measure, rows }: Shown): readonly [Axis, Axis] {
  const shares = rows.flatMap((row) => row.shares.map(([x, n]) => x / n));
  const apart = areApart(data, state);
  const frequent = [...rows].sort((one, other) => other.arm.subjects + other.other.subjects - one.arm.subjects - one.other.subjects);
  const compared = frequent.slice(0, DECIDE_THE_AXIS).map((row) => comparedBy(data, measure, row, apart));
  const values = compared.flatMap(({ estimate, lower, upper }) => [estimate, lower, upper]);
  return [axisFromZero(shares), axisOf(measure.scale, [...values, ...rows.map((row) => row.estimate)])];
}

function headOf(data: ExplorerData, { state, measure }: Shown, [shares, compared]: readonly [Axis, Axis], sort: (order: Order) => void): HTMLElement {
  const line = make("div", "", { class: "grid-row heads", role: "row", "aria-rowindex": "1" });
  const heading = (order: Order, text: string, under: string, kind: string): HTMLElement => {
    const element = cell("columnheader", kind, "");
    if (state.order === order) element.setAttribute("aria-sort", state.falling ? "descending" : "ascending");
    const button = make("button", "", { type: "button" });
    button.append(make("span", text));
    button.addEventListener("click", () => { sort(order); });
    element.append(button);
    if (under) element.append(make("small", under));
    return element;
  };
  const ofArm = (place: number): string => {
    const arm = at(data.arms, place);
    return measure.isRate ? `per ${unitText(data.unit)}` : `N = ${arm.subjects}, n (%)`;
  };
  const limits = `${Number((100 * data.confidence).toPrecision(12))}% CI`;
  line.append(
    heading("term", at(data.levels, state.level)[1], "", "term"),
    heading("arm", at(data.arms, state.arm).label, ofArm(state.arm), `counted arm-${state.arm} first`),
    heading("other", at(data.arms, state.other).label, ofArm(state.other), `counted arm-${state.other} second`),
    drawn("shares", axisDrawing(shares, (value) => (measure.isRate ? rate(value, data.unit) : `${number(100 * value, 0)}%`))),
    heading("estimate", measure.label, [unitOf(measure, data.unit), limits].filter(Boolean).join(", "), "compared"),
    drawn("compared-drawn", axisDrawing(compared, (value) => tick(measure, value))),
  );
  return line;
}

function tick(measure: Measure, value: number): string {
  if (measure.scale === "log") return value < 1 ? `1/${1 / value}` : String(value);
  const shown = Number((measure.factor * value).toPrecision(6));
  return String(shown).replace("-", "−");
}

/** Return the unit of a difference. */
function unitOf(measure: Measure, unit: number): string {
  if (measure.key === "risk_difference") return "% points";
  if (measure.key === NUMBER_NEEDED) return "drawn: risk difference";
  return measure.isRate && measure.scale === "linear" ? `per ${unitText(unit)}` : "";
}

function unitText(unit: number): string {
  return unit === 1 ? "patient-year" : `${unit} patient-years`;
}

function termCell(data: ExplorerData, row: Row): HTMLElement {
  const [name, soc] = [at(data.terms.name, row.term), at(data.classes, at(data.terms.soc, row.term))];
  const element = cell("rowheader", "term", "");
  element.append(make("span", name));
  if (soc !== "any" && soc !== name) element.append(" ", make("small", soc));
  element.title = soc !== "any" && soc !== name ? `${name} (${soc})` : name;
  return element;
}

function cell(role: string, kind: string, text: string): HTMLElement {
  return make("div", text, { role, class: kind });
}

function mark(kind: string, text: string): HTMLElement {
  return make("span", text, kind ? { class: kind } : {});
}

/** A drawing says what the number beside it does. */
function drawn(kind: string, drawing: SVGElement): HTMLElement {
  const element = make("div", "", { class: kind, role: "presentation" });
  element.append(drawing);
  return element;
}
