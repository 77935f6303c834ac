/** What the page does beyond being read. */

import { markSection } from "./contents";
import { all } from "./dom";
import { explorer } from "./explorer/explorer";
import { liveCharts } from "./live_charts";
import { recordSets, recordsOpen } from "./records_dialog";
import { subjectsOpen } from "./subject_dialog";
import { foldable } from "./table_folding";
import { sortable } from "./table_order";

async function live(): Promise<void> {
  for (const table of all(".sortable")) sortable(table as HTMLTableElement);
  for (const box of all(".table:has([data-search])")) foldable(box);
  markSection();
  const records = await recordSets();
  const open = recordsOpen(records);
  for (const box of all("[data-explorer]")) await explorer(box, records, open);
  subjectsOpen(records);
  await liveCharts();
}

void live();
