/** What is drawn beside the numbers of a row: what each arm has, and the comparison with its limits. */

import type { Axis } from "./axis";

const SVG = "http://www.w3.org/2000/svg";
/** Of the width of a drawing, what is left free on either side. */
const MARGIN = 3;

type Attributes = Readonly<Record<string, string | number>>;

function shape(name: string, attributes: Attributes): SVGElement {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

/** A drawing whose width is that of its column: what is in it is placed in percent. */
function drawing(...shapes: SVGElement[]): SVGElement {
  const svg = shape("svg", { width: "100%", height: "100%", "aria-hidden": "true", focusable: "false" });
  svg.append(...shapes);
  return svg;
}

function place(axis: Axis, value: number): number {
  return MARGIN + (100 - 2 * MARGIN) * Math.min(Math.max(axis.at(value), 0), 1);
}

function vertical(at: number, kind: string): SVGElement {
  return shape("line", { x1: `${at}%`, x2: `${at}%`, y1: 0, y2: "100%", class: kind });
}

/** Return the ticks of an axis as text. */
export function axisDrawing(axis: Axis, text: (value: number) => string): SVGElement {
  const labels = axis.ticks.map((tick) => {
    const label = shape("text", { x: `${place(axis, tick)}%`, y: "1em", "text-anchor": "middle" });
    label.textContent = text(tick);
    return label;
  });
  return drawing(...labels);
}

/** Return a circle for the arm and a diamond for the other: told apart by shape too. */
export function sharesDrawing(axis: Axis, [arm, other]: readonly [number, number], [first, second]: readonly [number, number]): SVGElement {
  const marks = axis.ticks.map((tick) => vertical(place(axis, tick), "tick"));
  if (Number.isFinite(other)) marks.push(diamond(place(axis, other), `arm-${second}`));
  if (Number.isFinite(arm)) marks.push(shape("circle", { cx: `${place(axis, arm)}%`, cy: "50%", r: 4, class: `dot arm-${first}` }));
  return drawing(...marks);
}

function diamond(at: number, arm: string): SVGElement {
  const frame = shape("svg", { x: `${at}%`, y: "50%", overflow: "visible" });
  frame.append(shape("path", { d: "M0,-5L5,0L0,5L-5,0Z", class: `dot ${arm}` }));
  return frame;
}

/** Return the estimate with its limits; a limit beyond the axis ends in an arrow. */
export function comparisonDrawing(axis: Axis, estimate: number, lower: number, upper: number): SVGElement {
  const marks = axis.ticks.map((tick) => vertical(place(axis, tick), "tick"));
  marks.push(vertical(place(axis, axis.equal), "equal"));
  if (!Number.isNaN(lower) && !Number.isNaN(upper)) {
    const [left, right] = [place(axis, lower), place(axis, upper)];
    const signal = lower > axis.equal || upper < axis.equal ? "limits apart" : "limits";
    marks.push(shape("line", { x1: `${left}%`, x2: `${right}%`, y1: "50%", y2: "50%", class: signal }));
    if (axis.at(lower) < -1e-9) marks.push(arrow(left, "M4,-4L0,0L4,4"));
    if (axis.at(upper) > 1 + 1e-9) marks.push(arrow(right, "M-4,-4L0,0L-4,4"));
  }
  if (Number.isFinite(estimate)) {
    const centre = shape("svg", { x: `${place(axis, estimate)}%`, y: "50%", overflow: "visible" });
    centre.append(shape("rect", { x: -3.5, y: -3.5, width: 7, height: 7, class: "estimate" }));
    marks.push(centre);
  }
  return drawing(...marks);
}

function arrow(at: number, d: string): SVGElement {
  const frame = shape("svg", { x: `${at}%`, y: "50%", overflow: "visible" });
  frame.append(shape("path", { d, class: "limits", fill: "none" }));
  return frame;
}

/** Return a bar from one value to another; one that goes on ends in an arrow. */
export function barDrawing(axis: Axis, from: number, to: number, kind: string, goesOn = false): SVGElement {
  const [left, right] = [place(axis, from), place(axis, to)];
  const marks = [
    ...axis.ticks.map((tick) => vertical(place(axis, tick), "tick")),
    shape("rect", { x: `${left}%`, y: "28%", width: `${Math.max(right - left, 0.8)}%`, height: "44%", rx: 2, class: kind }),
  ];
  if (goesOn) marks.push(arrow(right, "M-1,-4L4,0L-1,4"));
  return drawing(...marks);
}

/** Return a mark at a value. */
export function markDrawing(axis: Axis, value: number, kind: string): SVGElement {
  return drawing(...axis.ticks.map((tick) => vertical(place(axis, tick), "tick")), diamond(place(axis, value), kind));
}
