/** The records in a table of which only the rows in view are in the page. */

import { at } from "./at";
import { make } from "./dom";
import { valueOf } from "./record_order";
import type { Column, RecordSet } from "./record_set";
import { subjectAddress } from "./subject_dialog";
import { virtualRows } from "./virtual_rows";

/** A column is as wide as its longest value, in characters, but at most so wide: longer texts take a second line. */
const NARROWEST = 5;
const WIDEST = 32;

export interface RecordTable {
  readonly element: HTMLElement;
  /** Show records by their places, in these columns. */
  show: (records: RecordSet, columns: readonly number[], places: readonly number[]) => void;
  /** Say by which column they are ordered. */
  sorted: (by: number | undefined, falling: boolean) => void;
}

export function recordTable(sort: (column: number) => void): RecordTable {
  const element = make("div", "", { class: "grid records", role: "table", tabindex: "0", "aria-labelledby": "records-title" });
  const [head, body] = [make("div", "", { class: "grid-head", role: "rowgroup" }), make("div", "", { class: "grid-body", role: "rowgroup" })];
  const probe = make("div", "", { class: "grid-row", "aria-hidden": "true" });
  let [shown, places]: [readonly Column[], readonly number[]] = [[], []];
  let headings = new Map<number, HTMLElement>();
  element.append(head, body);
  const list = virtualRows(element, body, () => probe.getBoundingClientRect().height || 1, (row) => rowAt(row));

  function rowAt(row: number): HTMLElement {
    const line = make("div", "", { class: "grid-row", role: "row", "aria-rowindex": String(row + 2) });
    const place = at(places, row);
    line.append(...shown.map((column, first) => cell(first ? "cell" : "rowheader", column, valueOf(column, place))));
    return line;
  }

  return {
    element,
    show: (records, columns, chosen) => {
      shown = columns.map((column) => at(records.columns, column));
      places = chosen;
      element.style.setProperty("--columns", shown.map(width).join(" "));
      element.setAttribute("aria-rowcount", String(chosen.length + 1));
      headings = new Map(columns.map((column) => [column, heading(at(records.columns, column), () => { sort(column); })]));
      const line = make("div", "", { class: "grid-row heads", role: "row", "aria-rowindex": "1" });
      line.append(...headings.values());
      head.replaceChildren(line, probe);
      element.scrollTop = 0;
      list.show(chosen.length);
    },
    sorted: (by, falling) => {
      for (const [column, element_] of headings) {
        if (column === by) element_.setAttribute("aria-sort", falling ? "descending" : "ascending");
        else element_.removeAttribute("aria-sort");
      }
    },
  };
}

function width(column: Column): string {
  const longest = column.values.reduce<number>((most, value) => Math.max(most, String(value).length), NARROWEST);
  const word = Math.max(...column.heading.split(/\s+/).map((part) => part.length)) + 2;
  return `${Math.min(Math.max(longest, word), WIDEST) + 1}ch`;
}

function heading(column: Column, chosen: () => void): HTMLElement {
  const element = make("div", "", { role: "columnheader" });
  const button = make("button", "", { type: "button" });
  button.append(make("span", column.heading));
  button.addEventListener("click", chosen);
  element.append(button);
  return element;
}

function cell(role: string, column: Column, value: string | number | undefined): HTMLElement {
  const element = make("div", "", { role, "data-column": column.name });
  const isSubject = column.name === "USUBJID" && value !== undefined;
  const text = isSubject ? make("a", value, { href: subjectAddress(String(value)) }) : make("span", value ?? "–");
  if (String(value).length > WIDEST) element.title = String(value);
  element.append(text);
  return element;
}
