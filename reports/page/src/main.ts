/** What the page does beyond being read. */

import { markSection } from "./contents";
import { all } from "./dom";
import { liveCharts } from "./live_charts";
import { recordsOpen } from "./records_dialog";
import { foldable } from "./table_folding";
import { sortable } from "./table_order";

recordsOpen();
for (const table of all(".sortable")) sortable(table as HTMLTableElement);
for (const box of all(".table:has([data-search])")) foldable(box);
markSection();
void liveCharts();
