const TINY = 1e-300;

/**
 * Return b0 + a1 / (b1 + a2 / (b2 + ...)), by Lentz's method as modified by Thompson and Barnett
 * (J Comput Phys 1986;64:490-509).
 */
export function continuedFraction(first: number, term: (place: number) => readonly [number, number]): number {
  const safe = (value: number): number => (Math.abs(value) < TINY ? TINY : value);
  let value = safe(first);
  let [c, d] = [value, 0];
  for (let place = 1; place < 100_000; place += 1) {
    const [a, b] = term(place);
    d = 1 / safe(b + a * d);
    c = safe(b + a / c);
    value *= c * d;
    if (Math.abs(c * d - 1) < Number.EPSILON) break;
  }
  return value;
}
