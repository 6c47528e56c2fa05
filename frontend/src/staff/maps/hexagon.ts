// Hexagons over a triangle: those on an edge are cut in half by it, and those in a corner to a sixth. What they hold is
// compared with what even spread would put into the part that is left, so that a cut one is not taken for an empty one.

/** How much of a whole hexagon lies in the triangle, and which share of even spread that part holds. */
export function expectedIn(x: number, y: number, across: number): { whole: number; share: number } {
  const c = (y * 2) / Math.sqrt(3);
  const b = x - c / 2;
  const onEdges = [1 - b - c, b, c].filter((weight) => weight < 1e-6).length;
  const whole = [1, 1 / 2, 1 / 6][onEdges] ?? 1;
  // A hexagon with the side 1 / (across·√3), in a triangle with sides of 1.
  return { whole, share: (whole * 2) / (across * across) };
}
