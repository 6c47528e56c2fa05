// A part of GOV.UK's styles sets its light colours on :root. In a page's own styles, which come after the shared ones, it would take
// back the dark ones.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const STYLES = fileURLToPath(new URL('../src/staff/styles', import.meta.url));

test('a page of staff uses no part of GOV.UK that sets the colours of :root again', () => {
  const parts = readdirSync(STYLES).flatMap((name) =>
    [
      ...readFileSync(`${STYLES}/${name}`, 'utf8').matchAll(/@use 'govuk-frontend\/dist\/govuk\/([^']+)'/g),
    ].map(([, part]) => part),
  );
  expect(new Set(parts)).toEqual(new Set(['base']));
});
