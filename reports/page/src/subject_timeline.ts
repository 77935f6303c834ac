/** The events of a subject along time: a bar each, from its first to its last day, under that of the treatment. */

import { at } from "./at";
import { make } from "./dom";
import { axisOf, type Axis } from "./explorer/axis";
import { axisDrawing, barDrawing, markDrawing } from "./explorer/marks";
import { valuesOf, type SubjectRecords, type Value } from "./subject_records";

const SEVERITY: Readonly<Partial<Record<string, number>>> = { MILD: 1, MODERATE: 2, SEVERE: 3 };

interface Event {
  readonly term: string;
  readonly start: number | undefined;
  readonly end: number | undefined;
  readonly grade: Value;
  readonly attributes: readonly string[];
}

/** Return the time line; undefined where no event of the subject has a day. */
export function timeline(records: SubjectRecords): HTMLElement | undefined {
  const events = eventsOf(records).sort((one, other) => (one.start ?? Infinity) - (other.start ?? Infinity));
  const treated = Math.max(0, ...["flow", "disposition"].flatMap((kind) => numbers(valuesOf(records, kind, "exposure_days"))));
  const death = numbers(valuesOf(records, "deaths", "death_day"))[0];
  const days = [...events.flatMap(({ start, end }) => numbers([start, end])), treated, death ?? 0];
  if (!days.some((day) => day !== 0)) return undefined;
  const axis = axisOf("linear", days);
  const box = make("div", "", { class: "timeline", role: "list", "aria-label": "Events along time" });
  const head = line("Day from the first dose", "", axisDrawing(axis, (day) => String(day)));
  head.setAttribute("role", "presentation");
  box.append(head);
  if (treated) box.append(line("On treatment", `days 1 to ${treated}`, barDrawing(axis, 1, treated, "treated")));
  box.append(...events.map((event) => eventLine(axis, event, death)));
  if (death !== undefined) box.append(line("Death", `day ${death}`, markDrawing(axis, death, "death")));
  return box;
}

function eventsOf(records: SubjectRecords): Event[] {
  const column = (name: string): Value[] => valuesOf(records, "events", name);
  const [terms, reported] = [column("AEDECOD"), column("AETERM")];
  const [starts, ends, grades, severities] = [column("start_day"), column("end_day"), column("grade"), column("severity")];
  const [serious, related] = [column("serious"), column("related")];
  const count = Math.max(terms.length, reported.length);
  return Array.from({ length: count }, (_, place) => ({
    term: String(terms[place] ?? reported[place] ?? "not coded"),
    start: numbers([starts[place]])[0],
    end: numbers([ends[place]])[0],
    grade: grades[place] ?? severities[place],
    attributes: [serious[place] === "Yes" ? "serious" : "", related[place] === "Yes" ? "related" : ""].filter(Boolean),
  }));
}

function eventLine(axis: Axis, event: Event, death: number | undefined): HTMLElement {
  const { start, end, grade } = event;
  const level = SEVERITY[String(grade)] ?? (Number(grade) || 0);
  const graded = grade === undefined ? "grade missing" : typeof grade === "number" ? `grade ${grade}` : grade.toLowerCase();
  const until = end === undefined ? " on" : end === start ? "" : ` to ${end}`;
  const when = start === undefined ? "start not known" : `day ${start}${until}`;
  const last = death ?? at(axis.ticks, axis.ticks.length - 1);
  const drawing = start === undefined ? markDrawing(axis, 0, "unknown") : barDrawing(axis, start, end ?? last, `grade-${level}`, end === undefined && death === undefined);
  return line(event.term, [graded, ...event.attributes, when].join(", "), drawing);
}

function line(label: string, said: string, drawing: SVGElement): HTMLElement {
  const row = make("div", "", { class: "timeline-row", role: "listitem" });
  const text = make("div");
  text.append(make("span", label));
  if (said) text.append(" ", make("small", said));
  const drawn = make("div", "", { class: "drawn" });
  drawn.append(drawing);
  row.append(text, drawn);
  return row;
}

function numbers(values: readonly Value[]): number[] {
  return values.filter((value) => typeof value === "number");
}
