// Rounds beside each other: the value of each with its interval, joined by a line.
import { block, dot, line, text, type Picture, type Shape } from './shapes';
import { axisFor } from './axis';
import type { Series } from './series';
import { change } from '../../texts';

const PLOT = 240;
const TOP = 26;
const NAMES = 64;
const LEAST_ROOM = 74;

export function slopeChart(series: Series, width: number): Picture {
  const axis = axisFor(series, { intervals: true });
  const labels = axis.ticks.map((tick) => series.unit.tick(tick, axis.step));
  const left = 12 + 7 * Math.max(...labels.map(({ length }) => length));
  const bottom = TOP + PLOT;
  const step = (width - left - 10) / Math.max(1, series.places.length);
  const across = (i: number) => left + (i + 0.5) * step;
  const up = (value: number) =>
    bottom - ((value - axis.domain[0]) / (axis.domain[1] - axis.domain[0])) * PLOT;
  const shapes: Shape[] = axis.ticks.flatMap((tick, i) => [
    line('grid', [left, up(tick)], [width - 10, up(tick)]),
    text('quiet', [left - 6, up(tick) + 4], labels[i] ?? '', { anchor: 'end' }),
  ]);
  const { target } = series.chart;
  if (target != null) {
    const y = up(target);
    shapes.push(
      line('target', [left, y], [width - 10, y], 2, '2 3'),
      text('target', [width - 10, y - 5], `${change.lines.target} ${series.unit.say(target)}`, {
        size: 11,
        anchor: 'end',
      }),
    );
  }
  const known = series.places.flatMap((place, i) =>
    place.value === undefined ? [] : [{ i, value: place.value }],
  );
  known.slice(1).forEach(({ i, value }, k) => {
    const before = known[k];
    if (before)
      shapes.push(line('series', [across(before.i), up(before.value)], [across(i), up(value)], 2.5));
  });
  series.places.forEach(({ label, value, interval, few }, i) => {
    const x = across(i);
    if (interval) shapes.push(line('interval', [x, up(interval[0])], [x, up(interval[1])], 2));
    if (few) shapes.push(text('quiet', [x, bottom - 6], change.few.short, { size: 11, anchor: 'middle' }));
    if (value !== undefined) {
      shapes.push(dot('value', [x, up(value)], { radius: 6 }));
    }
    if (step < LEAST_ROOM && i > 0 && i < series.places.length - 1) return;
    // Under each round its value, where no line crosses it.
    const said = value === undefined ? '' : series.unit.say(value);
    const name = centred(block('quiet', label, [x, bottom + 8], Math.max(step, LEAST_ROOM) - 8), x);
    shapes.push(
      ...name.shapes,
      text('text', [x, bottom + name.height + 24], said, { anchor: 'middle', bold: true }),
    );
  });
  return { width, height: bottom + NAMES, shapes };
}

/** Lines of text around a middle. */
function centred({ shapes, height }: { shapes: Shape[]; height: number }, x: number) {
  const middle = shapes.map(({ role, mark }): Shape => {
    if (mark.kind !== 'text') return { role, mark };
    return { role, mark: { ...mark, anchor: 'middle', at: [x, mark.at[1]] } };
  });
  return { shapes: middle, height };
}
