/** A subject: who it is, its events along time, and its records of every kind, at the address '#subject/ID'. */

import { make, one } from "./dom";
import { recordsOf, valuesOf, type OfSubject, type SubjectRecords } from "./subject_records";
import type { RecordSet } from "./record_set";
import { timeline } from "./subject_timeline";

const BEGINNING = "#subject/";
/** What the kinds of records are called, in the order in which they stand. */
const KINDS: Readonly<Record<string, string>> = {
  flow: "Disposition",
  disposition: "Disposition",
  doses: "Doses",
  deaths: "Death",
  events: "Treatment-emergent adverse events",
  adjudicated: "Adjudicated events",
  laboratory: "Laboratory results",
  "laboratory-events": "Laboratory results and reported events",
  liver: "Liver tests",
  "vital-signs": "Vital signs",
  lvef: "Left ventricular ejection fraction",
  responses: "Responses",
  "endpoint-times": "Times to events",
};

export function subjectAddress(subject: string): string {
  return BEGINNING + encodeURIComponent(subject);
}

/** Show the subject that the address of the page leads to, now and whenever it changes. */
export function subjectsOpen(sets: Readonly<Partial<Record<string, RecordSet>>>): void {
  const dialog = one("#subject") as HTMLDialogElement;
  let before = "#";
  const follow = (): void => {
    if (!location.hash.startsWith(BEGINNING)) {
      before = location.hash || "#";
      dialog.close();
      return;
    }
    const subject = decoded(location.hash.slice(BEGINNING.length));
    fill(dialog, subject, recordsOf(sets, subject));
    if (!dialog.open) dialog.showModal();
    one(".subject-body", dialog).scrollTop = 0;
  };
  addEventListener("popstate", follow);
  dialog.addEventListener("close", () => {
    if (location.hash.startsWith(BEGINNING)) history.pushState(null, "", before);
  });
  one("[data-close]", dialog).addEventListener("click", () => { dialog.close(); });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  follow();
}

/** An address that is typed by hand may not be one. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function fill(dialog: HTMLElement, subject: string, records: SubjectRecords | undefined): void {
  one("h2", dialog).textContent = subject;
  one("#subject-said").textContent = records ? summary(records) : "The page carries no records of this subject.";
  const body = one(".subject-body", dialog);
  body.replaceChildren();
  if (!records) return;
  const along = timeline(records);
  if (along) body.append(along);
  // Causes of death are the records of deaths again.
  const kinds = records.kinds.filter(({ kind }) => kind in KINDS && !(kind === "disposition" && records.kinds.some((one) => one.kind === "flow")));
  const order = Object.keys(KINDS);
  kinds.sort((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind));
  body.append(...kinds.flatMap(section));
}

/** Return arm, treatment, end and death in a line. */
function summary(records: SubjectRecords): string {
  const first = (kind: string, name: string): string => String(valuesOf(records, kind, name)[0] ?? "");
  const days = first("flow", "exposure_days") || first("disposition", "exposure_days");
  const death = first("deaths", "death_day");
  const cause = first("deaths", "DTHCAUS");
  const parts = [
    records.arm,
    days && `${days} days on treatment`,
    first("flow", "treatment_end") && `end of treatment: ${first("flow", "treatment_end").toLowerCase()}`,
    records.kinds.some(({ kind }) => kind === "deaths") && `died${death && ` on day ${death}`}${cause && ` (${cause.toLowerCase()})`}`,
  ];
  return parts.filter(Boolean).join(" · ");
}

function section(records: OfSubject): HTMLElement[] {
  const title = KINDS[records.kind] ?? records.kind;
  const scroll = make("div", "", { class: "scroll", role: "region", "aria-label": title, tabindex: "0" });
  const table = make("table", "", { class: "listing" });
  const head = make("tr");
  head.append(...records.columns.map((column) => make("th", column.heading, { scope: "col" })));
  const rows = records.rows.map((values) => {
    const row = make("tr");
    row.append(...values.map((value) => make("td", value ?? "–")));
    return row;
  });
  const [heads, body] = [make("thead"), make("tbody")];
  heads.append(head);
  body.append(...rows);
  table.append(heads, body);
  scroll.append(table);
  const note = records.short ? [make("p", "The page carries the most severe records only.", { class: "notes" })] : [];
  return [make("h3", title), scroll, ...note];
}
