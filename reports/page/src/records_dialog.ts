/** The records behind a number, in a dialog: searched, ordered, in the columns that are asked for, as a file. */

import { at } from "./at";
import { csvAddress, csvText } from "./csv";
import { all, make, one } from "./dom";
import { embeddedData } from "./embedded_data";
import { listed, valueOf, type Asked } from "./record_order";
import { queryOf, recordsBehind, subjectsOf, type Counted, type RecordSet } from "./record_set";
import { recordTable } from "./record_table";

/** Opens the records of a kind behind a number, which it has printed. */
export type OpenRecords = (records: RecordSet, counted: Counted, printed: number) => void;
export type RecordSets = Partial<Record<string, RecordSet>>;

/** Return the records that the page carries, by their kind. */
export async function recordSets(): Promise<RecordSets> {
  return (await embeddedData("record-data")) as RecordSets;
}

/** Make every number that says what it counts open its records; return what opens those of others. */
export function recordsOpen(sets: RecordSets): OpenRecords {
  const open = dialogOf(one("#records") as HTMLDialogElement);
  for (const cell of all("[data-arm]")) {
    const records = sets[cell.closest<HTMLElement>("[data-records]")?.dataset.records ?? "events"];
    if (records) openable(cell, records, open);
  }
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

/** Return what fills the dialog and shows it. */
function dialogOf(dialog: HTMLDialogElement): OpenRecords {
  const search = one("[data-search-records]", dialog) as HTMLInputElement;
  const [found, csv, copy] = [one("#records-found"), one("[data-csv]", dialog), one("[data-copy]", dialog)];
  const columns = columnChoice(one(".columns", dialog), () => { show(); });
  const table = recordTable((by) => {
    asked = { ...asked, by, falling: by === asked.by && !asked.falling };
    show();
  });
  one("[data-record-table]", dialog).replaceWith(table.element);
  let asked: Asked = { search: "", falling: false };
  let now: { records: RecordSet; behind: readonly number[]; places: readonly number[] } | undefined;

  function show(): void {
    if (!now) return;
    now.places = listed(now.records, now.behind, asked);
    table.show(now.records, columns.chosen(now.records), now.places);
    table.sorted(asked.by, asked.falling);
    found.textContent = now.places.length < now.behind.length ? `${howMany(now.places.length, "record")} found` : "";
  }

  search.addEventListener("input", () => {
    asked = { ...asked, search: search.value };
    show();
  });
  csv.addEventListener("click", () => {
    if (now) (csv as HTMLAnchorElement).href = csvAddress(linesOf(now.records, columns.chosen(now.records), now.places));
  });
  copy.addEventListener("click", () => { void copied(one("#records-sql"), copy); });
  one("[data-close]", dialog).addEventListener("click", () => { dialog.close(); });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });

  return (records, counted, printed) => {
    const behind = recordsBehind(records, counted);
    say(dialog, records, counted, printed, behind);
    now = { records, behind, places: behind };
    asked = { search: "", falling: false };
    search.value = "";
    copy.textContent = "Copy";
    columns.offer(records);
    dialog.showModal();
    show();
  };
}

/** Say what is behind the number, and by which query. */
function say(dialog: HTMLDialogElement, records: RecordSet, counted: Counted, printed: number, behind: readonly number[]): void {
  const subjects = subjectsOf(records, behind);
  one("h2", dialog).textContent = title(records, counted);
  one("#records-count").textContent = `${howMany(subjects, "subject")}, ${howMany(behind.length, "record")}`;
  const warning = one("#records-warning");
  warning.hidden = subjects === printed;
  warning.textContent =
    `The number counts ${howMany(printed, "subject")}; the page carries ${records.arm.length} of ${records.total} ` +
    "records, the most severe. The query below returns all.";
  one("#records-sql").textContent = queryOf(records, counted);
}

function title(records: RecordSet, counted: Counted): string {
  const term = at(records.terms, counted.term).at(-1) ?? "";
  const [name, label] = at(records.categories, counted.category);
  const words = [term, name === "any" && term ? "" : label].filter(Boolean).join(": ");
  return `${words}, ${at(records.arms, counted.arm)[1]}`;
}

interface ColumnChoice {
  /** Offer the columns of a kind of records. */
  offer: (records: RecordSet) => void;
  /** The places of those that are shown: the first always. */
  chosen: (records: RecordSet) => number[];
}

/** A box for each column but the first; what is chosen stays chosen for all records of the page that have it. */
function columnChoice(box: HTMLElement, changed: () => void): ColumnChoice {
  const said = new Map<string, boolean>();
  const isShown = (records: RecordSet, place: number): boolean => {
    const column = at(records.columns, place);
    return place === 0 || (said.get(column.name) ?? !column.asked);
  };
  return {
    offer: (records) => {
      box.replaceChildren(
        ...records.columns.slice(1).map((column, place) => {
          const label = make("label");
          const input = make("input", "", { type: "checkbox" });
          input.checked = isShown(records, place + 1);
          input.addEventListener("change", () => {
            said.set(column.name, input.checked);
            changed();
          });
          label.append(input, column.heading);
          return label;
        }),
      );
    },
    chosen: (records) => [...records.columns.keys()].filter((place) => isShown(records, place)),
  };
}

function linesOf(records: RecordSet, columns: readonly number[], places: readonly number[]): string[][] {
  const shown = columns.map((column) => at(records.columns, column));
  const line = (place: number): string[] => shown.map((column) => csvText(String(valueOf(column, place) ?? "")));
  return [shown.map(({ name }) => csvText(name)), ...places.map(line)];
}

/** Copy a text; where the browser does not allow it, mark it, so that the reader can. */
async function copied(text: HTMLElement, button: HTMLElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(text.textContent);
    button.textContent = "Copied";
  } catch {
    getSelection()?.selectAllChildren(text);
    button.textContent = "Marked: copy it";
  }
}

function howMany(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
