/** Data of the page that are compressed: zlib's deflate, in base64. */

import { unpacked } from "./packed";

export async function inflated(text: string): Promise<unknown> {
  const bytes = Uint8Array.from(atob(text.trim()), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return unpacked(await new Response(stream).json());
}
