/** Tables that sort by a column: classes among themselves, terms within their class, or all terms where they stand alone. */

import { at } from "./at";
import { all, make } from "./dom";
import { printedNumber } from "./printed_number";

export function sortable(table: HTMLTableElement): void {
  const headings = all("thead tr:last-child > th", table);
  for (const heading of headings) {
    const button = make("button", "", { type: "button" });
    button.append(...heading.childNodes);
    heading.append(button);
    button.addEventListener("click", () => {
      const was = heading.getAttribute("aria-sort");
      const down = was ? was === "ascending" : !isText(heading);
      for (const other of headings) other.removeAttribute("aria-sort");
      heading.setAttribute("aria-sort", down ? "descending" : "ascending");
      inOrder(table);
    });
  }
}

/** Bring the rows of a table into the order that one of its headings says it has, where one does. */
export function inOrder(table: HTMLTableElement): void {
  const headings = all("thead tr:last-child > th", table);
  const place = headings.findIndex((heading) => heading.hasAttribute("aria-sort"));
  const heading = headings[place];
  if (heading) sort(table, order(place, isText(heading), heading.getAttribute("aria-sort") === "descending" ? -1 : 1));
}

type Order = (one: HTMLTableRowElement, other: HTMLTableRowElement) => number;

function isText(heading: HTMLElement): boolean {
  return heading.matches(".corner, .text");
}

/** Return an order of rows by a column; what has no number comes last, up or down. */
function order(place: number, textual: boolean, sign: number): Order {
  const text = (row: HTMLTableRowElement): string => at(row.cells, place).textContent;
  if (textual) return (one, other) => sign * text(one).localeCompare(text(other));
  return (one, other) => {
    const [a, b] = [printedNumber(text(one)), printedNumber(text(other))];
    return a === null || b === null ? Number(a === null) - Number(b === null) : sign * (a - b);
  };
}

function sort(table: HTMLTableElement, by: Order): void {
  const bodies = [...table.tBodies].filter((body) => !body.querySelector("tr.total"));
  for (const body of bodies) {
    const heads = body.querySelector("tr.soc") ? 1 : 0;
    if (heads || body.matches(".terms")) body.append(...[...body.rows].slice(heads).sort(by));
  }
  table.append(...bodies.sort((one, other) => by(at(one.rows, 0), at(other.rows, 0))));
}
