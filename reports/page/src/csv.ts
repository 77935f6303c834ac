/** Texts and numbers as a CSV file has them. */

/** Return the address of a CSV file of these lines, so that it can be saved without a network. */
export function csvAddress(lines: readonly (readonly string[])[]): string {
  const text = [...lines.map((line) => line.join(",")), ""].join("\r\n");
  // The byte order mark makes a spreadsheet read the file as UTF-8.
  return `data:text/csv;charset=utf-8,${encodeURIComponent(`\ufeff${text}`)}`;
}

/** Twelve significant digits: beyond them a double carries noise. */
export function csvNumber(value: number): string {
  if (Number.isNaN(value)) return "";
  return Number.isFinite(value) ? String(Number(value.toPrecision(12))) : String(value).replace("Infinity", "inf");
}

/** A text that a spreadsheet would run as a formula gets an apostrophe in front. */
export function csvText(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
