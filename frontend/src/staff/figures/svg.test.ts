import { expect, test } from 'vitest';
import { framed, wrapped, type Drawing } from './drawing';
import { escaped, svgOf } from './svg';

const body: Drawing = {
  width: 852,
  height: 40,
  marks: [
    { kind: 'line', from: [0, 0], to: [10, 0], colour: '#000' },
    { kind: 'rect', at: [0, 0], width: 5, height: 5, fill: '#000' },
    { kind: 'circle', at: [1, 2], radius: 3, fill: '#fff', stroke: '#000' },
    {
      kind: 'polygon',
      points: [
        [0, 0],
        [1, 0],
        [0, 1],
      ],
      fill: '#000',
    },
    { kind: 'text', at: [0, 0], text: '<b>&"\u0007' },
  ],
};

test('nothing in a text becomes markup, and nothing that XML forbids stays', () => {
  expect(escaped('<b>&"\u0007')).toBe('&lt;b&gt;&amp;&quot;');
});

test('a file has a title and a description, and everything within its size', () => {
  const about = [['Selection', '138 stories: about “waiting”']] as const;
  const drawing = framed('Dyads: Cliff’s δ', 'Three of eleven differ.', body, about);
  const svg = svgOf(drawing, 'Dyads: Cliff’s δ', 'Three of eleven differ.');
  expect(svg).toContain('<title>Dyads: Cliff’s δ</title>');
  expect(svg).toContain('<desc>Three of eleven differ.</desc>');
  expect(svg).toContain('Selection: 138 stories: about “waiting”');
  expect(svg).toContain('&lt;b&gt;');
  expect(svg).not.toMatch(/<b>|undefined|NaN/);
  const heights = [...svg.matchAll(/ y="([\d.]+)"/g)].map(([, y]) => Number(y));
  expect(Math.max(...heights)).toBeLessThan(drawing.height);
});

test('long texts are wrapped at words, and no word is lost', () => {
  const text = 'In this story, what made the difference, for better or worse?';
  const lines = wrapped(text, 160);
  expect(lines.length).toBeGreaterThan(2);
  expect(lines.join(' ')).toBe(text);
  expect(wrapped('', 160)).toEqual([]);
});
