/** The number that a printed text begins with; null where it begins with none. */
export function printedNumber(text: string): number | null {
  const value = parseFloat(text.replace("−", "-").replace("∞", "Infinity").replace("<", ""));
  return Number.isNaN(value) ? null : value;
}
