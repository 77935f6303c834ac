/** Charts drawn anew by the library in the page, over their drawings that need no script. */

import { all } from "./dom";
import { embeddedData } from "./embedded_data";

type Embed = (place: HTMLElement, specification: unknown, options: object) => Promise<unknown>;

declare global {
  interface Window {
    vegaEmbed?: Embed;
  }
}

/** Interpreted, never compiled: the policy of the page allows no code made of data. */
const OPTIONS = {
  actions: false,
  ast: true,
  defaultStyle: false,
  mode: "vega-lite",
  renderer: "svg",
  tooltip: { disableDefaultStyle: true },
};

export async function liveCharts(): Promise<void> {
  const embed = window.vegaEmbed;
  if (!embed) return;
  const specifications = (await embeddedData("chart-data")) as Record<string, unknown>;
  for (const place of all("[data-chart]")) {
    const live = document.createElement("div");
    await embed(live, specifications[place.dataset.chart ?? ""], OPTIONS);
    place.replaceChildren(live);
    place.dataset.live = "";
  }
  document.documentElement.dataset.charts = "drawn";
}
