/** Data that the page carries as JSON in an element of its own. */

import { one } from "./dom";
import { unpacked } from "./packed";

export function embeddedData(id: string): unknown {
  return unpacked(JSON.parse(one(`#${id}`).textContent));
}
