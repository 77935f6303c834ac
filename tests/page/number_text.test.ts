import assert from "node:assert/strict";
import { test } from "node:test";

import * as text from "../../reports/page/src/number_text";
import { numeric, reference } from "./reference";

const FORMS = new Map<string, (...values: never[]) => string>(Object.entries(text));

test("every number is written as pv.numbers writes it", () => {
  const { texts } = reference();
  assert.ok(texts.length > 1000);
  for (const [form, values, expected] of texts) {
    const given = values.map((value) => (Array.isArray(value) ? value.map(numeric) : numeric(value as never)));
    const write = FORMS.get(form);
    assert.ok(write);
    assert.equal(write(...(given as never[])), expected, `${form} of ${JSON.stringify(values)}`);
  }
});
