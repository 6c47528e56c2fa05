// Counts in words: every language has its own forms for one, a few and many (Unicode CLDR).

type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** Whole numbers as this language writes them, in the digits of telephone numbers. */
export function number(language: string): (count: number) => string {
  const format = new Intl.NumberFormat(`${language}-u-nu-latn`);
  return (count) => format.format(count);
}

/** A count as text: `#` in the plural form is replaced by the number. */
export function counted(language: string, forms: Forms): (count: number) => string {
  const rules = new Intl.PluralRules(language);
  const written = number(language);
  return (count) => (forms[rules.select(count)] ?? forms.other).replace('#', written(count));
}
