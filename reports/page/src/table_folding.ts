/** Tables whose classes fold and whose terms are searched. */

import { at } from "./at";
import { all, make, one } from "./dom";
import { inOrder } from "./table_order";

/** A table with more rows begins folded. */
const FOLDED_FROM = 40;

export function foldable(box: HTMLElement): void {
  const table = one("table", box) as HTMLTableElement;
  const input = one("[data-search]", box) as HTMLInputElement;
  const show = one("[data-show]", box) as HTMLSelectElement;
  const found = one(".found", box);
  const bodies = [...table.tBodies].filter((body) => body.querySelector("tr.soc"));
  const open = new Map(bodies.map((body) => [body, table.rows.length <= FOLDED_FROM]));

  for (const body of bodies) {
    const head = one("tr.soc > th", body);
    const button = make("button", head.textContent, { type: "button", "aria-expanded": "true" });
    button.addEventListener("click", () => {
      open.set(body, !open.get(body));
      refresh();
    });
    head.replaceChildren(button);
  }

  // Terms that are shown alone stand in a group of their own, so that they sort over all classes.
  const terms = make("tbody", "", { class: "terms" });
  const classOf = new Map<HTMLTableRowElement, HTMLTableSectionElement>();
  for (const body of bodies) for (const row of [...body.rows].slice(1)) classOf.set(row, body);

  function regroup(): void {
    const alone = show.value === "pt";
    if (alone === terms.isConnected) return;
    if (alone) terms.append(...[...table.rows].filter((row) => classOf.has(row)));
    else for (const row of [...terms.rows]) classOf.get(row)?.append(row);
    if (alone) table.append(terms);
    else terms.remove();
    inOrder(table);
  }

  function refresh(): void {
    regroup();
    const words = searched(input.value);
    let hits = 0;
    for (const body of bodies) hits += foldBody(body, words, show.value, open.get(body) ?? false);
    for (const row of terms.rows) {
      const head = classOf.get(row)?.rows[0];
      row.hidden = !hasWords(at(row.cells, 0), words) && !(head && hasWords(at(head.cells, 0), words));
      hits += Number(!row.hidden);
    }
    // A group that no class heads is found whole: a query with its scopes.
    for (const body of table.tBodies) {
      if (open.has(body) || body === terms || body.querySelector("tr.total")) continue;
      const hit = hasWords(body, words);
      for (const row of body.rows) row.hidden = !hit;
      hits += hit ? body.rows.length : 0;
    }
    found.textContent = words.length ? `${hits} ${found.dataset.part ?? ""}${hits === 1 ? "" : "s"} found` : "";
  }

  if (!bodies.length) show.closest("label")?.remove();
  const folded = box.querySelector("details");
  const unfold = (): void => {
    if (folded) folded.open = true;
  };
  input.addEventListener("input", () => {
    unfold();
    refresh();
  });
  show.addEventListener("change", () => {
    unfold();
    if (show.value === "all") for (const body of bodies) open.set(body, true);
    refresh();
  });
  for (const label of all(".needs-script", box)) label.hidden = false;
  refresh();
}

/** Show of a class what is found and unfolded; return how many of its terms are found. */
function foldBody(body: HTMLTableSectionElement, words: readonly string[], show: string, open: boolean): number {
  const [head, ...rows] = body.rows;
  if (!head) return 0;
  const whole = hasWords(at(head.cells, 0), words);
  let shown = 0;
  for (const row of rows) {
    const hit = !words.length || whole || hasWords(at(row.cells, 0), words);
    const unfolded = words.length > 0 && !whole ? hit : open;
    row.hidden = show === "soc" || !hit || (show === "all" && !unfolded);
    shown += Number(hit);
  }
  head.hidden = show === "pt" || (words.length > 0 && !whole && !shown);
  one("button", head).setAttribute("aria-expanded", String(rows.some((row) => !row.hidden)));
  return shown;
}

/** Return the words of a search, all of which must be in what is found. */
export function searched(text: string): string[] {
  return text.trim().toLowerCase().split(/\s+/).filter(Boolean);
}

function hasWords(element: Element, words: readonly string[]): boolean {
  const text = element.textContent.toLowerCase();
  return words.every((word) => text.includes(word));
}
