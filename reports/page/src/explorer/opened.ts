/** Which records the numbers of the explorer open. */

import { at } from "../at";
import type { RecordSet } from "../record_set";
import type { OpenRecords } from "../records_dialog";
import type { ExplorerData } from "./counts";

/** Opens the records of an arm, term and category behind a number of subjects; undefined where the page has none. */
export type Opens = (arm: number, term: number, category: number) => ((subjects: number) => void) | undefined;

export function openedBy(data: ExplorerData, records: RecordSet | undefined, open: OpenRecords): Opens {
  if (!records) return () => undefined;
  const key = (...parts: readonly string[]): string => JSON.stringify(parts);
  const terms = new Map(records.terms.map(([level = "", soc = "", term = ""], place) => [key(level, soc, term), place]));
  const categories = data.categories.map(([name]) => records.categories.findIndex(([one]) => one === name));
  return (arm, term, category) => {
    const level = at(data.levels, at(data.terms.level, term))[0];
    const place = terms.get(key(level, at(data.classes, at(data.terms.soc, term)), at(data.terms.name, term)));
    const known = at(categories, category);
    if (place === undefined || known < 0) return undefined;
    return (subjects) => { open(records, { arm, term: place, category: known }, subjects); };
  };
}
