/** Terms of Stirling's series, B(2k) / (2k (2k - 1)): enough for 16 digits from 15 on. */
const SERIES = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156];
const FROM = 15;

/** Return the logarithm of the gamma function of a positive number. */
export function logGamma(value: number): number {
  let [shifted, product] = [value, 1];
  while (shifted < FROM) {
    product *= shifted;
    shifted += 1;
  }
  const inverse = 1 / shifted;
  const rest = SERIES.reduceRight((sum, term) => sum * inverse * inverse + term, 0) * inverse;
  return (shifted - 0.5) * Math.log(shifted) - shifted + 0.5 * Math.log(2 * Math.PI) + rest - Math.log(product);
}
