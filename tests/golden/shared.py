"""What the scripts of golden values share: answers drawn by a generator of whole numbers that the tests repeat exactly, so
that large cases need no file, and the definitions of the plane, the zones and the log-ratios."""
import json
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
WHOLE = 10_000
H = np.sqrt(3) / 2
CORNERS = np.array([[0.0, 0.0], [1.0, 0.0], [0.5, H]])
DELTA = 0.0065
NAMES = ["a", "b", "c", "a+b", "a+c", "b+c", "centre"]


class Numbers:
    """Knuth's linear congruential generator; the upper bits of its state."""

    def __init__(self, seed):
        self.state = seed

    def below(self, end):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % end

    def answers(self, group, shift, same=False):
        """One story: parts of a triad, a dyad, a stone's x and y, options of a choice."""
        u, v = self.below(10_001), self.below(10_001)
        low, high = min(u, v), max(u, v)
        b, c = high - low, WHOLE - high
        edge = self.below(10)
        if edge == 0:
            b = 0
        if edge == 1:
            b, c = 0, 0
        d = self.below(10_001)
        if self.below(5) == 0:
            d = d // 1000 * 1000
        x, y = self.below(10_001), self.below(10_001)
        option, second = self.below(4), self.below(4)
        if shift:
            b, c = (3 * b + (WHOLE if group == 1 else 0)) // 4, 3 * c // 4
            d = (3 * d + (WHOLE if group == 0 else 0)) // 4
            x = 3 * x // 4 if group == 1 else x
            option = 0 if group == 0 and option == 3 else option
        if same:
            b, c, d, x, y, option, second = 2500, 0, 7000, 100, 9900, 1, 1
        return (WHOLE - b - c, b, c), d, (x, y), sorted({option, second})


def zone(p):
    for k in range(3):
        if p[k] >= 6000:
            return k
    for k, name in zip(range(3), [5, 4, 3]):
        if p[k] < 2000 and p[k] == min(p):
            return name
    return 6


def plane(parts):
    return np.asarray(parts, float).reshape(-1, 3) / WHOLE @ CORNERS


def replaced(parts, delta=DELTA):
    w = np.asarray(parts, float).reshape(-1, 3) / WHOLE
    w = np.where(w < 0.01, 0.0, w)
    w = w / w.sum(axis=1, keepdims=True)
    zeros = (w == 0).sum(axis=1, keepdims=True)
    return np.where(w == 0, delta, w * (1 - delta * zeros))


def ilr(parts, delta=DELTA):
    w = replaced(parts, delta)
    return np.column_stack([np.log(w[:, 0] / w[:, 1]) / np.sqrt(2), np.log(w[:, 0] * w[:, 1] / w[:, 2] ** 2) / np.sqrt(6)])


def lattice(n):
    nodes = [(i, j) for i in range(n + 1) for j in range(n + 1 - i)]
    return nodes, np.array([[(i + j / 2) / n, j / n * H] for i, j in nodes])


def nearest(parts, n):
    """The nearest node; of equally near ones that with the smallest first weight, then with the smallest second."""
    nodes, xy = lattice(n)
    order = np.array(sorted(range(len(nodes)), key=lambda k: (n - sum(nodes[k]), nodes[k][0])))
    places = plane(parts)
    found = []
    for part in np.array_split(places, max(1, len(places) // 500)):
        distances = np.sqrt(((part[:, None, :] - xy[order][None, :, :]) ** 2).sum(axis=2))
        found.append(order[distances.round(12).argmin(axis=1)])
    return np.concatenate(found) if len(places) else np.zeros(0, int)


def dump(name, value):
    text = json.dumps(value, separators=(",", ":"), allow_nan=False)
    (HERE / name).write_text(text + "\n")
    print(name, len(text))
