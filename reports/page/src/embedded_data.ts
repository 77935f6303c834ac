/** Data that the page carries in an element of its own: JSON, deflated, in base64. */

import { one } from "./dom";
import { unpacked } from "./packed";

export async function embeddedData(id: string): Promise<unknown> {
  return inflated(one(`#${id}`).textContent);
}

/** Return what `pv/render/html/deflated.py` deflated. */
export async function inflated(text: string): Promise<unknown> {
  const bytes = Uint8Array.from(atob(text.trim()), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return unpacked(await new Response(stream).json());
}
