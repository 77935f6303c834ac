/** An entry of a list at a place that is known to be in it. */
export function at<Value>(values: ArrayLike<Value>, place: number): Value {
  const value = values[place];
  if (value === undefined) throw new RangeError(`no entry ${place} of ${values.length}`);
  return value;
}
