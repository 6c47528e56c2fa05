// What a PDF file says about itself.

/** How many pages it has. Chromium writes its page objects in the clear. */
export function pagesIn(pdf: Buffer): number {
  return pdf.toString('latin1').match(/\/Type\s*\/Page(?![a-zA-Z])/g)?.length ?? 0;
}
