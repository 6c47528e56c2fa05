#!/usr/bin/env python3
"""Golden values of triads in full, of trends and of words, written from the definitions with numpy and scipy.
Run: python figures.py, which writes figures.json here.

Made with numpy 2.4, scipy 1.17.
"""
import numpy as np
from patterns import group
from scipy import stats
from shared import DELTA, H, Numbers, dump, ilr, lattice, nearest, replaced

N = 64
NODES, XY = lattice(N)
WEIGHTS = np.array([[1 - (i + j) / N, i / N, j / N] for i, j in NODES])
Z = stats.norm.ppf(0.975)


def geometric(parts, delta):
    w = replaced(parts, delta)
    g = np.exp(np.log(w).mean(axis=0))
    return (g / g.sum()).tolist()


def scale(bandwidth):
    """What the kernel is divided by, so that its values on the endless lattice sum to one over a node's area."""
    r = np.arange(-400, 401)
    i, j = np.meshgrid(r, r)
    d2 = (i + j / 2) ** 2 / N**2 + (j * H) ** 2 / N**2
    return 1 / (H / N**2 * np.exp(-d2 / (2 * bandwidth**2)).sum())


def kernel(to, occupied, bandwidth):
    """The reflected kernel between nodes: a direct sum over mirror images."""
    values = np.zeros((len(to), len(occupied)))
    for image in group(9 * bandwidth + 2.0):
        places = WEIGHTS[occupied] @ image
        d2 = ((XY[to][:, None, :] - places[None, :, :]) ** 2).sum(axis=2)
        values += np.exp(-d2 / (2 * bandwidth**2))
    return values * scale(bandwidth)


def lscv(parts):
    """Scores of the bandwidths up to 0.16; wider ones are far off for these points."""
    occupied, counts = np.unique(nearest(parts, N), return_counts=True)
    n = counts.sum()
    scores = []
    for step in range(61):
        h = 32 ** (step / 60) / 64
        if h > 0.16:
            break
        wide, own = kernel(occupied, occupied, h * np.sqrt(2)), kernel(occupied, occupied, h)
        squared = counts @ wide @ counts / n**2
        left_out = (counts @ own @ counts - counts @ np.diag(own)) / (n * (n - 1))
        scores.append((float(squared - 2 * left_out), h))
    best = min(scores)
    assert best[1] < 0.12
    return {"bandwidth": best[1], "score": best[0]}


def regions(parts, bandwidth):
    """Levels, masses and areas of the highest-density regions."""
    occupied, counts = np.unique(nearest(parts, N), return_counts=True)
    values = kernel(np.arange(len(NODES)), occupied, bandwidth) @ counts / counts.sum()
    on = (WEIGHTS < 1e-12).sum(axis=1)
    mass = values * H / N**2 / np.array([1, 2, 6])[on]
    assert abs(mass.sum() - 1) < 1e-9
    order = np.argsort(-values, kind="stable")
    out = []
    place = {node: k for k, node in enumerate(NODES)}
    for share in (0.5, 0.75, 0.95):
        level = values[order][np.searchsorted(np.cumsum(mass[order]), share * (1 - 1e-9))]
        area = 0.0
        for i in range(N):
            for j in range(N - i):
                corners = [[(i, j), (i + 1, j), (i, j + 1)]]
                if i + j + 1 < N:
                    corners.append([(i + 1, j), (i + 1, j + 1), (i, j + 1)])
                for three in corners:
                    low, middle, high = sorted(values[place[c]] - level for c in three)
                    if low >= 0:
                        part = 1.0
                    elif high < 0:
                        part = 0.0
                    elif middle < 0:
                        part = high / (high - low) * high / (high - middle)
                    else:
                        part = 1 - low / (low - high) * low / (low - middle)
                    area += part * H / 2 / N**2
        out.append({"mass": share, "level": float(level), "area": float(area), "holds": float(mass[values >= level * (1 - 1e-9)].sum())})
    return out


def triad(name, seed, n, same=False, smooth=False):
    numbers = Numbers(seed)
    parts = np.array([numbers.answers(1, True, same)[0] for _ in range(n)]).reshape(-1, 3)
    out = {"name": name, "seed": seed, "n": n, "same": same}
    if n:
        out["sensitivity"] = [geometric(parts, DELTA / 10), geometric(parts, DELTA * 10)]
        out["replaced"] = int((parts < 100).any(axis=1).sum())
        z = ilr(parts)
        out["centre"] = z.mean(axis=0).tolist()
        # The weight of each corner in the centre, by the delta method on its logit; the gradient by differences.
        g = np.array(geometric(parts, DELTA))
        out["weights"] = []
        for k in range(3):
            def logit(m):
                logs = np.array([m[0] / np.sqrt(2) + m[1] / np.sqrt(6), m[1] / np.sqrt(6) - m[0] / np.sqrt(2), -2 * m[1] / np.sqrt(6)])
                w = np.exp(logs) / np.exp(logs).sum()
                return np.log(w[k] / (1 - w[k]))
            m = z.mean(axis=0)
            interval = None
            if n > 1:
                step = 1e-6
                grad = np.array([(logit(m + step * e) - logit(m - step * e)) / (2 * step) for e in np.eye(2)])
                reach = Z * np.sqrt(grad @ np.cov(z.T, ddof=1) @ grad / n)
                interval = [float(1 / (1 + np.exp(-(logit(m) + s * reach)))) for s in (-1, 1)]
            out["weights"].append({"value": float(g[k]), "interval": interval})
    if n > 1:
        out["covariance"] = np.cov(ilr(parts).T, ddof=1).tolist()
    if n > 2:
        out["k_squared"] = float(2 * (n - 1) / (n - 2) * stats.f.ppf(0.95, 2, n - 2))
    if smooth:
        out["lscv"] = lscv(parts)
        out["regions"] = regions(parts, 0.05)
    return out


def xmr(values):
    """Limits and signals, from the definitions; periods counted among those with a value."""
    at = [k for k, v in enumerate(values) if v is not None]
    x = np.array([values[k] for k in at], float)
    if len(x) < 2:
        return None
    ranges = np.abs(np.diff(x))
    kept = ranges[ranges < 3.267 * ranges.mean()] if ranges.mean() > 0 else ranges
    reach, mean = 2.66 * kept.mean(), x.mean()
    signals = []
    for k in range(len(x)):
        if abs(x[k] - mean) > reach + 1e-12:
            signals.append(["outside", [at[k]]])
    def longest(flags, least, extra, rule):
        k = 0
        while k < len(flags):
            end = k
            while end + 1 < len(flags) and flags[end + 1] == flags[k]:
                end += 1
            if flags[k] != 0 and end - k + 1 >= least:
                signals.append([rule, at[k:end + 1 + extra]])
            k = end + 1
    longest(np.sign(x - mean), 7, 0, "run")
    longest(np.sign(np.diff(x)), 6, 1, "trend")
    for k in range(len(x) - 2):
        for side in (1, -1):
            beyond = [at[m] for m in range(k, k + 3) if side * (x[m] - mean) > 2 / 3 * reach]
            if len(beyond) >= 2:
                signals.append(["two_of_three", beyond])
    unique = [list(s) for s in {(r, tuple(p)) for r, p in signals}]
    return {"mean": float(mean), "moving_range": float(kept.mean()), "lower": float(mean - reach), "upper": float(mean + reach),
            "signals": sorted([[r, list(p)] for r, p in unique]), "merged": merged(unique)}


ORDER = ["outside", "run", "trend", "two_of_three"]


def merged(signals):
    """Signals that share a period are one: connected components."""
    left, parts = list(signals), []
    while left:
        part = [left.pop()]
        for one in part:
            near = [s for s in left if set(s[1]) & set(one[1])]
            part.extend(near)
            left = [s for s in left if s not in near]
        parts.append((sorted({p for _, own in part for p in own}), sorted({r for r, _ in part})))
    first = lambda rules: min(ORDER.index(r) for r in rules)
    return [[p, r] for p, r in sorted(parts, key=lambda own: (own[0][-1], first(own[1]), own[0][0]))]


def series():
    rng = np.random.default_rng(5)
    shifted = np.concatenate([rng.normal(0.3, 0.02, 12), rng.normal(0.36, 0.02, 12)]).round(6).tolist()
    quiet = rng.normal(20, 3, 24).round(6).tolist()
    rising = (np.arange(12) * 0.01 + rng.normal(0, 0.002, 12)).round(6).tolist()
    jump = quiet[:10] + [95.5] + quiet[11:]
    gaps = [v if k % 5 else None for k, v in enumerate(shifted)]
    return [[], [1.0], [1.0, 2.0], [4.0] * 9, shifted, quiet, rising, jump, gaps]


def words():
    rng = np.random.default_rng(9)
    names = [f"word{k:02d}" for k in range(40)]
    base = rng.dirichlet(np.full(40, 0.5))
    tilted = base * np.exp(rng.normal(0, 0.5, 40))
    one, rest = rng.multinomial(900, tilted / tilted.sum()), rng.multinomial(4_000, base)
    out = {"selection": dict(zip(names, one.tolist())), "rest": dict(zip(names, rest.tolist())), "values": []}
    n, m = one.sum(), rest.sum()
    for prior in (None, 500.0):
        a0 = prior or float(n + m)
        found = {}
        for name, y, w in zip(names, one, rest):
            if y + w == 0:
                continue
            a = a0 * (y + w) / (n + m)
            delta = np.log((y + a) / (n + a0 - y - a)) - np.log((w + a) / (m + a0 - w - a))
            z = delta / np.sqrt(1 / (y + a) + 1 / (w + a))
            if abs(z) >= 1.96:
                found[name] = [float(delta), float(z)]
        out["values"].append({"prior": prior, "telling": found})
    return out


def intervals():
    out = {"poisson": [], "median": [], "difference": []}
    for k in (0, 1, 2, 30, 500, 20_000):
        out["poisson"].append([k, max(0.0, k + Z**2 / 2 - Z * np.sqrt(k + Z**2 / 4)) if k else 0.0, k + Z**2 / 2 + Z * np.sqrt(k + Z**2 / 4)])
    for n in (1, 2, 5, 6, 8, 30, 31, 500, 20_000):
        l = 0
        while stats.binom.cdf(l, n, 0.5) <= 0.025:
            l += 1
        out["median"].append([n, l])
    for first, second, n in ((0, 0, 1), (1, 0, 1), (3, 9, 30), (200, 100, 500), (20_000, 0, 20_000)):
        p, q = (first + 0.5) / (n + 2), (second + 0.5) / (n + 2)
        reach = Z * np.sqrt((p + q - (p - q) ** 2) / (n + 2))
        out["difference"].append([first, second, n, max(-1.0, p - q - reach), min(1.0, p - q + reach)])
    return out


def main():
    triads = [triad("nobody", 1, 0), triad("one", 2, 1), triad("two", 3, 2), triad("thirty", 4, 30, smooth=True),
              triad("all at one point", 5, 25, same=True), triad("three hundred", 6, 300, smooth=True),
              triad("five hundred", 7, 500), triad("twenty thousand", 8, 20_000)]
    listed = [{"values": v, "xmr": xmr(v)} for v in series()]
    dump("figures.json", {"triads": triads, "series": listed, "words": words(), "intervals": intervals()})


if __name__ == "__main__":
    main()
