/** What `pv/render/html/packed.py` packed: rows as columns, repeated values once, texts without what all begin and end with. */

interface Codes { $values: unknown; $codes: number[] }
interface Texts { $texts: string[]; $around: [string, string] }
interface Rows { $rows: Record<string, unknown> }

/** Return a value with its long lists as they were before they were packed. */
export function unpacked(value: unknown): unknown {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(unpacked);
  if (isCodes(value)) {
    const values = unpacked(value.$values) as unknown[];
    return value.$codes.map((code) => values[code]);
  }
  if (isTexts(value)) {
    const [begin, end] = value.$around;
    return value.$texts.map((text) => begin + text + end);
  }
  if (isRows(value)) return rows(value.$rows);
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, unpacked(one)]));
}

function rows(packed: Record<string, unknown>): unknown[] {
  const columns = Object.entries(packed).map(([name, column]) => [name, unpacked(column) as unknown[]] as const);
  const first = columns[0]?.[1] ?? [];
  return first.map((_, place) => Object.fromEntries(columns.map(([name, column]) => [name, column[place]])));
}

function isCodes(value: object): value is Codes {
  return "$codes" in value;
}

function isTexts(value: object): value is Texts {
  return "$texts" in value;
}

function isRows(value: object): value is Rows {
  return "$rows" in value;
}
