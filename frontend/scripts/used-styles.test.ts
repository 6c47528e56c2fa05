import postcss from 'postcss';
import { expect, test } from 'vitest';
import { usedIn, usedStyles } from './used-styles';

const used = usedIn(['<div class="govuk-button govuk-{kind}__item">', "classList.add('govuk-hidden')"]);
const css = (text: string) => postcss([usedStyles(used)]).process(text, { from: undefined }).css;

test('a class is used when a source file names it, also in parts', () => {
  expect(used('govuk-button')).toBe(true);
  expect(used('govuk-hidden')).toBe(true);
  expect(used('govuk-radios__item')).toBe(true);
  expect(used('govuk-button--start')).toBe(false);
  expect(used('govuk-radios')).toBe(false);
  expect(used('govuk-radios__item--inner')).toBe(false);
});

test('rules for classes that no page has are left out, all others stay', () => {
  expect(css('.govuk-button{a:b}.govuk-button--start{a:b}.own{a:b}')).toBe('.govuk-button{a:b}.own{a:b}');
  expect(css('.govuk-tabs,.govuk-button:hover{a:b}')).toBe('.govuk-button:hover{a:b}');
  expect(css('.govuk-button:not(.govuk-button--start){a:b}')).toBe(
    '.govuk-button:not(.govuk-button--start){a:b}',
  );
  expect(css('@media print{.govuk-tabs{a:b}}')).toBe('');
});
