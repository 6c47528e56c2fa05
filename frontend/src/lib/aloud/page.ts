// What there is to read on a page: every visible text, in order, sentence by sentence.
import type { Piece } from './reader.svelte';
import { markRange } from './mark';
import { sentences } from './sentences';

/** Not read aloud: buttons, and the receipt, which others must not hear. */
const SILENT = 'button, select, textarea, svg, audio, .govuk-visually-hidden, [data-silent]';
const BLOCKS = 'h1, h2, h3, p, li, dt, dd, label, legend, div';

/** Texts of one block and one language, said in one go. */
interface Passage {
  readonly block: Element | null;
  readonly tag: string;
  readonly nodes: Text[];
}

/** The sentences of a page; `page` is the tag of whatever is not marked with a language of its own. */
export function piecesOf(root: HTMLElement, page: string): Piece[] {
  return passagesOf(root, page).flatMap(({ nodes, tag }) => {
    const text = nodes.map(wordsOf).join('');
    return sentences(text, tag).map(({ from, to }) => ({
      text: text.slice(from, to).trim(),
      tag,
      mark: () => markRange(rangeOf(nodes, from, from + text.slice(from, to).trimEnd().length)),
    }));
  });
}

function passagesOf(root: HTMLElement, page: string): Passage[] {
  const passages: Passage[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!parent || parent.closest(SILENT) || parent.getClientRects().length === 0) continue;
    const block = parent.closest(BLOCKS);
    const tag = parent.closest('[lang]:not(html)')?.getAttribute('lang') || page;
    const last = passages.at(-1);
    if (last?.block === block && last.tag === tag) last.nodes.push(node as Text);
    else passages.push({ block, tag, nodes: [node as Text] });
  }
  return passages;
}

/** A text as it is seen: a line break is one only where the page shows it. The length stays the same. */
function wordsOf(node: Text): string {
  const { whiteSpace } = getComputedStyle(node.parentElement ?? document.body);
  return whiteSpace.startsWith('pre') ? node.data : node.data.replace(/\s/g, ' ');
}

function rangeOf(nodes: readonly Text[], from: number, to: number): Range | undefined {
  const range = document.createRange();
  let before = 0;
  let begun = false;
  for (const node of nodes) {
    // The page may have changed since it was collected.
    if (!node.isConnected) return undefined;
    const after = before + node.length;
    if (!begun && from < after) {
      range.setStart(node, Math.min(from - before, node.length));
      begun = true;
    }
    if (begun && to <= after) {
      range.setEnd(node, Math.min(to - before, node.length));
      return range;
    }
    before = after;
  }
  return undefined;
}
