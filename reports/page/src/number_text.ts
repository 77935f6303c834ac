/** Numbers as the tables of the page have them: `pv/numbers/text.py`. */

const MINUS = "−";
const UNDEFINED = "NE";
const MOST_DIGITS = 6;

/** Return a number with so many decimals, halves away from zero: it stands for its shortest decimal text. */
export function number(value: number, digits = 1): string {
  if (Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : `${MINUS}∞`;
  const [mantissa = "0", exponent = "0"] = Math.abs(value).toString().split("e");
  const [whole = "0", part = ""] = mantissa.split(".");
  const shift = Number(exponent) - part.length + digits;
  const power = 10n ** BigInt(Math.abs(shift));
  const counted = BigInt(whole + part);
  return decimal(shift >= 0 ? counted * power : (2n * counted + power) / (2n * power), digits, value < 0);
}

/** Return a ratio of whole numbers with so many decimals, halves away from zero, exactly. */
export function ratio(numerator: bigint, denominator: bigint, digits = 1): string {
  const size = numerator < 0n ? -numerator : numerator;
  return decimal((2n * size * 10n ** BigInt(digits) + denominator) / (2n * denominator), digits, numerator < 0n);
}

function decimal(units: bigint, digits: number, negative: boolean): string {
  const text = units.toString().padStart(digits + 1, "0");
  const sign = negative && units > 0n ? MINUS : "";
  return digits ? `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}` : sign + text;
}

/** Return 'n (p%)', the percentage exact from the counts; a zero count is '0'. */
export function countPercent(subjects: number, total: number): string {
  if (!subjects || !total) return String(subjects);
  const text = ratio(100n * BigInt(subjects), BigInt(total));
  if (text === "0.0") return `${subjects} (<0.1%)`;
  return text === "100.0" && subjects < total ? `${subjects} (>99.9%)` : `${subjects} (${text}%)`;
}

/** Return 'value (lower, upper)'; 'NE' where one of them is undefined or infinite. */
export function interval(value: number, lower: number, upper: number, digits: number): string {
  return around(Number.isFinite(value) ? number(value, digits) : UNDEFINED, lower, upper, digits);
}

/** Return the same of an estimate that is written already. */
export function around(value: string, lower: number, upper: number, digits: number): string {
  const [low, high] = [lower, upper].map((limit) => (Number.isFinite(limit) ? number(limit, digits) : UNDEFINED));
  if (low === UNDEFINED && high === UNDEFINED) return value === UNDEFINED ? value : `${value} (${UNDEFINED})`;
  return `${value} (${low ?? ""}, ${high ?? ""})`;
}

/** Return a rate per patient-year as one per `unit` patient-years; a rate of 0 is '0'. */
export function rate(perYear: number, unit: number): string {
  if (Number.isNaN(perYear)) return UNDEFINED;
  return perYear ? number(unit * perYear, rateDigits(unit, perYear)) : "0";
}

/** Return a difference of rates with its limits, with the decimals of its largest part. */
export function rateDifference(value: number, lower: number, upper: number, unit: number): string {
  const sizes = [value, lower, upper].filter(Number.isFinite).map(Math.abs);
  return interval(unit * value, unit * lower, unit * upper, rateDigits(unit, Math.max(0, ...sizes)));
}

/** Return with how many decimals a rate of this size is shown. */
function rateDigits(unit: number, perYear: number): number {
  const [least, significant] = unit === 1 ? [2, 2] : [1, 1];
  const size = Math.abs(unit * perYear);
  if (!size || !Number.isFinite(size)) return least;
  return Math.min(Math.max(least, significant - 1 - Math.floor(Math.log10(size))), MOST_DIGITS);
}

/** Return 'NNH 5.0 (3.3 to 10.8)'; through infinity where the limits include equal risks (Altman 1998). */
export function numberNeeded(value: number, harm: readonly [number, number], benefit: readonly [number, number]): string {
  if (Number.isNaN(value)) return UNDEFINED;
  const shown = Number.isFinite(value) ? `${value > 0 ? "NNH" : "NNB"} ${number(Math.abs(value))}` : "∞";
  const [noHarm, noBenefit] = [Number.isNaN(harm[0]), Number.isNaN(benefit[0])];
  if (noHarm && noBenefit) return `${shown} (${UNDEFINED})`;
  if (noBenefit) return `${shown} (${number(harm[0])} to ${number(harm[1])})`;
  if (noHarm) return `${shown} (${number(benefit[0])} to ${number(benefit[1])})`;
  const ends = [`NNH ${number(harm[0])}`, `NNB ${number(benefit[0])}`];
  if (value < 0) ends.reverse();
  return `${shown} (${ends.join(" to ∞ to ")})`;
}
