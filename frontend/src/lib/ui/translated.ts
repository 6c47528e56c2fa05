// Browsers translate a page by putting elements of their own in place of its texts.

/** Whether the browser, or an extension of it, has translated this page. */
export function isTranslated(): boolean {
  return document.querySelector('html:is(.translated-ltr, .translated-rtl), body font') !== null;
}
