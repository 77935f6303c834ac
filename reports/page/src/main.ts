/** What the page does beyond being read. */

import { markSection } from "./contents";
import { all } from "./dom";
import { explorer } from "./explorer/explorer";
import { liveCharts } from "./live_charts";
import { recordSets, recordsOpen } from "./records_dialog";
import { foldable } from "./table_folding";
import { sortable } from "./table_order";

const records = recordSets();
const open = recordsOpen(records);
for (const table of all(".sortable")) sortable(table as HTMLTableElement);
for (const box of all(".table:has([data-search])")) foldable(box);
markSection();
for (const box of all("[data-explorer]")) void explorer(box, records, open);
void liveCharts();
