#!/usr/bin/env python3
"""Golden values for src/patterns/clusters: planted groups, and how well scikit-learn's HDBSCAN finds them again; k-medoids
by trying every set of medoids; silhouettes. Shares no code with the service. Run: python clusters.py, which writes
planted.json here. The stories are not written: both sides draw them from the same generator.

Made with numpy 2.4, scikit-learn 1.9.
"""
import itertools
import json
from pathlib import Path

import numpy as np
from sklearn.cluster import HDBSCAN
from sklearn.metrics import adjusted_rand_score, silhouette_score

HERE = Path(__file__).parent
WHOLE = 10_000
CORNERS = np.array([[0.0, 0.0], [1.0, 0.0], [0.5, np.sqrt(3) / 2]])
GROUPS = 6
DYADS = 4


class Lcg:
    """Knuth's MMIX constants; `below` takes the high half of a product of 64 bits by 64."""

    def __init__(self, seed):
        self.state = seed

    def below(self, end):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return self.state * end >> 64

    def bell(self, spread):
        """Twelve uniform draws: nearly Gaussian, standard deviation `spread`, all in whole numbers."""
        return (sum(self.below(2001) for _ in range(12)) * spread) // 2001 - (12_000 * spread) // 2001


def clip(value, low, high):
    return max(low, min(high, value))


def planted(n, spread, seed):
    """Two triads and four dyads: eight coordinates. A tenth of the stories lies anywhere."""
    random = Lcg(seed)
    middles = [[1500 + random.below(3501) for _ in range(4)] + [1500 + random.below(7001) for _ in range(DYADS)] for _ in range(GROUPS)]
    triads, dyads, truth = [], [], []
    for _ in range(n):
        group = random.below(10 * GROUPS) // 9
        if group >= GROUPS:
            group = -1
            parts = [random.below(5001) for _ in range(4)]
            along = [random.below(10001) for _ in range(DYADS)]
        else:
            middle = middles[group]
            parts = [clip(middle[k] + random.bell(spread), 0, 5000) for k in range(4)]
            along = [clip(middle[4 + k] + random.bell(spread), 0, WHOLE) for k in range(DYADS)]
        triads.append([[WHOLE - parts[0] - parts[1], parts[0], parts[1]], [WHOLE - parts[2] - parts[3], parts[2], parts[3]]])
        dyads.append(along)
        truth.append(group)
    t = np.array(triads) / WHOLE
    return np.hstack([t[:, 0] @ CORNERS, t[:, 1] @ CORNERS, np.array(dyads) / WHOLE]), np.array(truth)


def hdbscan():
    out = []
    for spread in [300, 600, 900]:
        for n, min_cluster_size, min_samples in [(1_200, 40, 10), (2_400, 60, 15)]:
            x, truth = planted(n, spread, spread + n)
            labels = HDBSCAN(min_cluster_size=min_cluster_size, min_samples=min_samples, copy=True).fit_predict(x)
            index = adjusted_rand_score(truth, labels)
            print(spread, n, len(set(labels)) - 1, index)
            out.append({"spread": spread, "n": n, "seed": spread + n, "min_cluster_size": min_cluster_size,
                        "min_samples": min_samples, "clusters": len(set(labels) - {-1}), "index": index})
    return out


def gower(cases):
    """Each case: a dyad (or None), a second dyad (or None), a set of options (or None); weights 2, 1, 1."""
    n = len(cases)
    d = np.ones((n, n))
    for i in range(n):
        for j in range(n):
            top = bottom = 0.0
            for k, weight in [(0, 2.0), (1, 1.0), (2, 1.0)]:
                a, b = cases[i][k], cases[j][k]
                if a is None or b is None:
                    continue
                apart = abs(a - b) / WHOLE if k < 2 else 1 - len(set(a) & set(b)) / len(set(a) | set(b))
                top, bottom = top + weight * apart, bottom + weight
            if bottom:
                d[i, j] = top / bottom
    return d


def medoids():
    out = []
    random = Lcg(77)
    for n in [3, 12, 24]:
        cases = []
        for _ in range(n):
            group = random.below(3)
            draw = lambda low: None if random.below(8) == 0 else clip(low + random.bell(500), 0, WHOLE)
            first, second = draw([1500, 5000, 8500][group]), draw([8000, 2000, 5000][group])
            options = None if random.below(8) == 0 else [["one"], ["two"], ["two", "three"]][group]
            if first is None and second is None and options is None:
                first = 5000
            cases.append([first, second, options])
        d = gower(cases)
        found = []
        for k in range(2, min(4, n - 1) + 1):
            loss = min(d[:, list(chosen)].min(axis=1).sum() for chosen in itertools.combinations(range(n), k))
            found.append({"k": k, "loss": float(loss)})
        labels = d[:, [0, 1]].argmin(axis=1)
        score = silhouette_score(d - np.diag(np.diag(d)), labels, metric="precomputed") if n > 3 else None
        out.append({"cases": cases, "distances": d.round(12).tolist() if n <= 12 else None, "best": found, "silhouette": score})
    return out


def main():
    value = {"hdbscan": hdbscan(), "medoids": medoids()}
    text = json.dumps(value, separators=(",", ":"), allow_nan=False)
    (HERE / "planted.json").write_text(text + "\n")
    print(len(text))


if __name__ == "__main__":
    main()
