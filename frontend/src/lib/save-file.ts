// Saves text or bytes of this page as a file.

/** A download needs its address for a moment after the click. */
const WHILE_SAVING = 10_000;

export function saveFile(name: string, type: string, content: BlobPart): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), WHILE_SAVING);
}
