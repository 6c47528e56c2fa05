// The pictures on paper have the shapes of the ones on screen (capture/inputs), so that a cross is typed in where it was made.

/** The picture of a triad: a triangle in a view of 320 by 282. */
export const TRIANGLE = { view: '0 0 320 282', points: '160,18 18,264 302,264' };

/** The picture of a dyad: a line from x = 20 to x = 300 in a view of 320 by 40. */
export const LINE = { view: '0 0 320 40', path: 'M20 20h280M20 8v24M300 8v24' };

/** The square for stones, from 18 to 302 both ways, with its middle marked. */
export const SQUARE = { view: '16 16 288 288', edge: 18, side: 284, guides: 'M18 160h284M160 18v284' };
