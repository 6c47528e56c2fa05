#!/usr/bin/env python3
"""Golden values of comparisons: energy distances summed over all pairs, PERMANOVA and PERMDISP by scikit-bio, tests of tables
and ranks by scipy, adjusted residuals by statsmodels, Cliff's delta and the corrected Cramer's V transcribed from the papers.
Run: python compare.py, which writes compare.json here.

Made with numpy 2.4, scipy 1.17, scikit-bio 0.7, statsmodels 0.15.
"""
import warnings

import numpy as np
from scipy import stats
from scipy.spatial.distance import cdist
from shared import WHOLE, Numbers, dump, ilr, lattice, nearest, plane, zone
from skbio import DistanceMatrix
from skbio.stats.distance import permanova, permdisp
from statsmodels.stats.contingency_tables import Table

warnings.filterwarnings("ignore")
PERMUTATIONS = 1_999


def energy(x, y):
    """Over all pairs, themselves included."""
    if len(x) == 0 or len(y) == 0:
        return None
    return float(2 * cdist(x, y).mean() - cdist(x, x).mean() - cdist(y, y).mean())


def counted(nodes, size):
    return np.bincount(nodes, minlength=size).astype(float)


def energy_of_counts(p, q, distances):
    if p.sum() == 0 or q.sum() == 0:
        return None
    d = p / p.sum() - q / q.sum()
    return float(-d @ distances @ d)


def between(counts, distances):
    n = sum(c.sum() for c in counts)
    sizes = [c.sum() for c in counts]
    pairs = [(g, h) for g in range(len(counts)) for h in range(g + 1, len(counts))]
    filled = [(g, h) for g, h in pairs if sizes[g] and sizes[h]]
    return float(sum(sizes[g] * sizes[h] / (2 * n) * energy_of_counts(counts[g], counts[h], distances) for g, h in filled))


def places(nodes_of, xy, exact):
    """Both energies of every pair, and the statistic over all groups."""
    distances = cdist(xy, xy)
    counts = [counted(nodes, len(xy)) for nodes in nodes_of]
    out = {"pairs": [], "between": None}
    for g in range(len(counts)):
        for h in range(g + 1, len(counts)):
            small = sum(len(e) for e in exact) <= 6_000
            out["pairs"].append({"on_lattice": energy_of_counts(counts[g], counts[h], distances),
                                 "energy": energy(exact[g], exact[h]) if small else None})
    if sum(c.sum() > 0 for c in counts) > 1 and sum(c.sum() for c in counts) > 2:
        out["between"] = between(counts, distances)
    return out, distances


def permuted(nodes_of, xy_count, distances, rng):
    sizes = [len(nodes) for nodes in nodes_of]
    pool = np.concatenate(nodes_of)
    observed = between([counted(nodes, xy_count) for nodes in nodes_of], distances)
    ends = np.cumsum(sizes)[:-1]
    dealt = [np.split(rng.permutation(pool), ends) for _ in range(PERMUTATIONS)]
    # Over all groups: n/2 times the mean distance of all pairs, less n_g/2 times that within each group.
    everything = counted(pool, xy_count)
    drawn = np.full(PERMUTATIONS, everything @ distances @ everything / (2 * len(pool)))
    for g, size in enumerate(sizes):
        counts = np.array([counted(parts[g], xy_count) for parts in dealt])
        drawn -= ((counts @ distances) * counts).sum(axis=1) / (2 * size)
    return (1 + int((drawn >= observed * (1 - 1e-9)).sum())) / (1 + PERMUTATIONS)


def analysis(values_of):
    """F and the share between groups, from sums of squares."""
    filled = [np.asarray(v, float).reshape(len(v), -1) for v in values_of if len(v)]
    if len(filled) < 2 or sum(map(len, filled)) <= len(filled):
        return None, None
    everything = np.vstack(filled)
    total = ((everything - everything.mean(axis=0)) ** 2).sum()
    within = sum(((v - v.mean(axis=0)) ** 2).sum() for v in filled)
    if total <= 1e-20:
        return None, None
    share = float((total - within) / total)
    if within <= 1e-12 * total:
        return None, share
    f = (total - within) / (len(filled) - 1) / (within / (len(everything) - len(filled)))
    return float(f), share


def table(rows):
    """chi-squared, degrees, p, V with Bergsma's correction, adjusted residuals."""
    full = np.array(rows, float)
    t = full[full.sum(axis=1) > 0][:, full.sum(axis=0) > 0]
    if t.shape[0] < 2 or t.shape[1] < 2:
        return None
    chi2, p, dof, _ = stats.chi2_contingency(t, correction=False)
    n, (r, k) = t.sum(), t.shape
    phi = max(0.0, chi2 / n - (r - 1) * (k - 1) / (n - 1))
    room = min(r - (r - 1) ** 2 / (n - 1), k - (k - 1) ** 2 / (n - 1)) - 1
    v = float(np.sqrt(phi / room)) if room > 0 else 0.0
    residuals = Table(t, shift_zeros=False).standardized_resids
    back = np.full(full.shape, np.nan)
    back[np.ix_(full.sum(axis=1) > 0, full.sum(axis=0) > 0)] = residuals
    listed = [[None if not np.isfinite(x) else float(x) for x in row] for row in back]
    return {"chi_squared": float(chi2), "p": float(p), "degrees": int(dof), "v": min(v, 1.0), "residuals": listed}


def cliff(x, y):
    """Feng & Cliff (2004): consistent variance, asymmetric interval."""
    n, m = len(x), len(y)
    if n == 0 or m == 0:
        return None
    u = np.sort(y)
    left, right = np.searchsorted(u, x, "left"), np.searchsorted(u, x, "right")
    rows = (left - (m - right)) / m
    w = np.sort(x)
    columns = ((n - np.searchsorted(w, y, "right")) - np.searchsorted(w, y, "left")) / n
    d = rows.mean()
    interval = None
    if n > 1 and m > 1:
        untied = n * m - (right - left).sum()
        s_ij = (untied - n * m * d**2) / ((n - 1) * (m - 1))
        s2 = ((m - 1) * rows.var(ddof=1) + (n - 1) * columns.var(ddof=1) + s_ij) / (n * m)
        z = stats.norm.ppf(0.975)
        if abs(d) == 1:
            inner = (min(n, m) - z**2) / (min(n, m) + z**2)
            interval = [inner, 1.0] if d > 0 else [-1.0, -inner]
        else:
            reach = z * np.sqrt(s2) * np.sqrt((1 - d**2) ** 2 + z**2 * s2)
            low, high = ((d - d**3 + sign * reach) / (1 - d**2 + z**2 * s2) for sign in (-1, 1))
            interval = [float(max(low, -1)), float(min(high, 1))]
    return {"delta": float(d), "interval": interval}


def dyad(groups):
    pairs = []
    for g in range(len(groups)):
        for h in range(g + 1, len(groups)):
            x, y = np.array(groups[g], float), np.array(groups[h], float)
            pair = {"u": None, "p": None, "cliff": cliff(x, y)}
            if len(x) and len(y):
                found = stats.mannwhitneyu(x, y, alternative="two-sided", method="asymptotic", use_continuity=True)
                pair["u"] = float(found.statistic)
                tied = len(np.unique(np.concatenate([x, y]))) == 1
                pair["p"] = None if tied or not np.isfinite(found.pvalue) else float(found.pvalue)
            pairs.append(pair)
    filled = [g for g in groups if len(g)]
    kruskal = None
    if len(filled) > 1 and len(set(np.concatenate(filled))) > 1:
        found = stats.kruskal(*filled)
        kruskal = {"h": float(found.statistic), "p": float(found.pvalue)}
    medians = [float(np.quantile(np.array(g) / WHOLE, 0.5)) if len(g) else None for g in groups]
    return {"pairs": pairs, "kruskal": kruskal, "medians": medians}


def by_skbio(name, of, rng):
    """F and p of scikit-bio, where it can take the case."""
    values = np.vstack([v for v in of if len(v)])
    labels = np.concatenate([[str(g)] * len(v) for g, v in enumerate(of)])
    distances = DistanceMatrix(np.ascontiguousarray(cdist(values, values)))
    if name == "permanova":
        found = permanova(distances, labels, permutations=PERMUTATIONS, seed=rng)
    else:
        found = permdisp(distances, labels, test="centroid", permutations=PERMUTATIONS, seed=rng, number_of_dimensions=2)
    return {"f": float(found["test statistic"]), "p": float(found["p-value"])}


def case(name, seed, sizes, shift=False, same=False, not_applicable=False, permute=False):
    numbers = Numbers(seed)
    groups = [[numbers.answers(g, shift, same) for _ in range(size)] for g, size in enumerate(sizes)]
    if not_applicable:
        groups = [[] for _ in groups]
    parts = [np.array([s[0] for s in g]).reshape(-1, 3) for g in groups]
    stones = [np.array([s[2] for s in g]).reshape(-1, 2) for g in groups]
    out = {"name": name, "seed": seed, "sizes": sizes, "shift": shift, "same": same, "not_applicable": not_applicable}
    nodes = [nearest(p, 40) for p in parts]
    xy = lattice(40)[1]
    triad, distances = places(nodes, xy, [plane(p) for p in parts])
    z = [ilr(p) if len(p) else np.zeros((0, 2)) for p in parts]
    triad["permanova"], triad["r_squared"] = analysis(z)
    spread = [np.sqrt(((v - v.mean(axis=0)) ** 2).sum(axis=1)) if len(v) else np.zeros(0) for v in z]
    # Where all distances are rounding, there is nothing to analyse.
    triad["permdisp"] = analysis(spread)[0] if max([v.max() for v in spread if len(v)], default=0) > 1e-9 else None
    triad["zones"] = table([[sum(zone(p) == k for p in g) for k in range(7)] for g in parts])
    cell = [np.maximum(np.ceil(s * 32 / WHOLE) - 1, 0).astype(int) for s in stones]
    grid = np.array([[(c + 0.5) / 32, (r + 0.5) / 32] for r in range(32) for c in range(32)])
    stone, square = places([c[:, 1] * 32 + c[:, 0] for c in cell], grid, [s / WHOLE for s in stones])
    # The question has three options; who took none of them is left out.
    chosen = [[[k for k in s[3] if k < 3] for s in g] for g in groups]
    chosen = [[c for c in g if c] for g in chosen]
    options = [table([[sum(k in c for c in g), sum(k not in c for c in g)] for g in chosen]) for k in range(3)]
    out |= {"triad": triad, "stone": stone, "dyad": dyad([[s[1] for s in g] for g in groups]),
            "options": options}
    if permute:
        rng = np.random.default_rng(seed)
        out["p"] = {"energy": permuted(nodes, len(xy), distances, rng),
                    "stone": permuted([c[:, 1] * 32 + c[:, 0] for c in cell], len(grid), square, rng)}
        both = [by_skbio(test, z, seed) for test in ("permanova", "permdisp")]
        out["p"]["permanova"] = both[0]["p"]
        assert abs(both[0]["f"] / triad["permanova"] - 1) < 1e-9
        assert abs(both[1]["f"] / triad["permdisp"] - 1) < 1e-6, (both[1], triad["permdisp"])
        # scikit-bio permutes labels and takes distances anew; here distances are permuted, as in Anderson (2006).
        everything = np.concatenate(spread)
        ends = np.cumsum([len(v) for v in spread])[:-1]
        drawn = [analysis(np.split(rng.permutation(everything), ends))[0] for _ in range(PERMUTATIONS)]
        out["p"]["permdisp"] = (1 + sum(f >= triad["permdisp"] * (1 - 1e-9) for f in drawn)) / (1 + PERMUTATIONS)
    return out


def main():
    cases = [
        case("nobody", 1, [0, 0]),
        case("one and nobody", 2, [1, 0]),
        case("one and one", 3, [1, 1]),
        case("two and one", 4, [2, 1]),
        case("one group empty", 5, [30, 0]),
        case("thirty", 6, [17, 13]),
        case("thirty, three groups", 7, [9, 12, 9], shift=True),
        case("all at one point", 8, [10, 12], same=True),
        case("all not applicable", 9, [6, 6], not_applicable=True),
        case("five hundred", 10, [280, 220], permute=True),
        case("five hundred, shifted", 11, [170, 150, 180], shift=True, permute=True),
        case("twenty thousand", 12, [9_000, 7_000, 4_000]),
        case("twenty thousand, shifted", 13, [12_000, 8_000], shift=True),
    ]
    p = [0.01, 0.04, 0.03, 0.9, 0.04, 0.0001]
    dump("compare.json", {"cases": cases, "p": p, "adjusted": stats.false_discovery_control(p).tolist()})


if __name__ == "__main__":
    main()
