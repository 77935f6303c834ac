/** The records behind a number, in a dialog. */

import { at } from "./at";
import { all, make, one } from "./dom";
import { embeddedData } from "./embedded_data";
import { queryOf, recordsBehind, subjectsOf, type Counted, type RecordSet } from "./record_set";

/** Opens the records of a kind behind a number, which it has printed. */
export type OpenRecords = (records: RecordSet, counted: Counted, printed: number) => void;
export type RecordSets = Partial<Record<string, RecordSet>>;

/** Return the records that the page carries, by their kind. */
export async function recordSets(): Promise<RecordSets> {
  return (await embeddedData("record-data")) as RecordSets;
}

/** Make every number that says what it counts open its records; return what opens those of others. */
export function recordsOpen(sets: RecordSets): OpenRecords {
  const dialog = one("#records") as HTMLDialogElement;
  const open: OpenRecords = (records, counted, printed) => {
    fill(dialog, records, counted, printed);
    dialog.showModal();
  };
  for (const cell of all("[data-arm]")) {
    const records = sets[cell.closest<HTMLElement>("[data-records]")?.dataset.records ?? "events"];
    if (records) openable(cell, records, open);
  }
  one("[data-close]", dialog).addEventListener("click", () => { dialog.close(); });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  return open;
}

function openable(cell: HTMLElement, records: RecordSet, open: OpenRecords): void {
  const text = cell.textContent;
  const button = make("button", text, { type: "button", class: "open", title: "Show the records" });
  button.addEventListener("click", () => {
    open(records, countedBy(cell, records), parseInt(text, 10));
  });
  cell.replaceChildren(button);
}

function countedBy(cell: HTMLElement, records: RecordSet): Counted {
  const row = cell.closest("tr");
  // A line break of a name is another one in an attribute.
  const plain = (text: string): string => text.replace(/\s+/g, " ");
  const named = plain(cell.dataset.category ?? row?.dataset.category ?? "");
  return {
    arm: Number(cell.dataset.arm),
    term: Number(row?.dataset.term),
    category: records.categories.findIndex(([name]) => plain(name) === named),
  };
}

function fill(dialog: HTMLDialogElement, records: RecordSet, counted: Counted, printed: number): void {
  const chosen = recordsBehind(records, counted);
  const subjects = subjectsOf(records, chosen);
  one("h2", dialog).textContent = title(records, counted);
  one("#records-count").textContent = `${howMany(subjects, "subject")}, ${howMany(chosen.length, "record")}`;
  const warning = one("#records-warning");
  warning.hidden = subjects === printed;
  warning.textContent =
    `The number counts ${howMany(printed, "subject")}; the page carries ${records.arm.length} of ${records.total} ` +
    "records, the most severe. The query below returns all.";
  one("thead tr", dialog).replaceChildren(...records.columns.map((column) => make("th", column.heading, { scope: "col" })));
  one("tbody", dialog).replaceChildren(...chosen.map((index) => line(records, index)));
  one("#records-sql").textContent = queryOf(records, counted);
}

function title(records: RecordSet, counted: Counted): string {
  const term = at(records.terms, counted.term).at(-1) ?? "";
  const [name, label] = at(records.categories, counted.category);
  const words = [term, name === "any" && term ? "" : label].filter(Boolean).join(": ");
  return `${words}, ${at(records.arms, counted.arm)[1]}`;
}

function line(records: RecordSet, index: number): HTMLTableRowElement {
  const row = make("tr");
  row.append(
    ...records.columns.map((column, place) => {
      const text = column.values[at(column.codes, index)] ?? "–";
      return make(place ? "td" : "th", text, { "data-column": column.name });
    }),
  );
  return row;
}

function howMany(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
