#!/usr/bin/env python3
"""Golden values for src/patterns: written from the definitions with numpy, scipy and scikit-learn, sharing no code with
the service. Slow and plain on purpose. Run: python patterns.py, which writes patterns.json and clusters.json here.

Made with numpy 2.4, scipy 1.17, scikit-learn 1.9.
"""
import json
from pathlib import Path

import numpy as np
from scipy.stats import binomtest
from sklearn.cluster import HDBSCAN

HERE = Path(__file__).parent
WHOLE = 10_000
H = np.sqrt(3) / 2
CORNERS = np.array([[0.0, 0.0], [1.0, 0.0], [0.5, H]])
N = 64
NODES = [(i, j) for i in range(N + 1) for j in range(N + 1 - i)]
NODE_XY = np.array([[(i + j / 2) / N, j / N * H] for i, j in NODES])
PROBES = list(range(0, len(NODES), 41)) + [64, 2144]  # nodes whose density is kept, corners among them
DELTA = 0.0065


def wilson(k, n):
    if n == 0:
        return None
    ci = binomtest(k, n).proportion_ci(0.95, method="wilson")
    return [float(ci.low), float(ci.high)]


def zone(p):
    p = [int(x) for x in p]
    for k in range(3):
        if p[k] >= 6000:
            return "abc"[k]
    for k, name in zip(range(3), ["b+c", "a+c", "a+b"]):
        if p[k] < 2000 and p[k] == min(p):
            return name
    return "centre"


def replaced(parts):
    w = parts / WHOLE
    w = np.where(w < 0.01, 0.0, w)
    w = w / w.sum(axis=1, keepdims=True)
    zeros = (w == 0).sum(axis=1, keepdims=True)
    return np.where(w == 0, DELTA, w * (1 - DELTA * zeros))


def group(radius):
    """The images of the triangle, corner by corner, under all motions that its mirrors generate, out to `radius`."""
    found = {}
    frontier = [CORNERS]
    while frontier:
        following = []
        for image in frontier:
            key = tuple(np.round(image, 6).ravel() + 0.0)
            if key in found or np.linalg.norm(image.mean(axis=0) - CORNERS.mean(axis=0)) > radius:
                continue
            found[key] = image
            # The triangles next to this one: mirror it in each of its own edges.
            for k in range(3):
                p, q = image[(k + 1) % 3], image[(k + 2) % 3]
                d = (q - p) / np.linalg.norm(q - p)
                normal = np.array([-d[1], d[0]])
                mirrored = image - 2 * ((image - p) @ normal)[:, None] * normal
                following.append(mirrored)
        frontier = following
    return list(found.values())


def density(parts, bandwidth, on_lattice=False):
    """Direct sum over the images of every occupied node."""
    xy = parts / WHOLE @ CORNERS
    # Of nodes that are equally near: the smallest first weight, then the smallest second.
    order = sorted(range(len(NODES)), key=lambda k: (N - sum(NODES[k]), NODES[k][0]))
    distances = np.sqrt(((xy[:, None, :] - NODE_XY[order][None, :, :]) ** 2).sum(axis=2))
    nearest = np.array(order)[distances.round(12).argmin(axis=1)]
    nodes, counts = np.unique(nearest, return_counts=True)
    weights = np.array([[1 - (NODES[k][0] + NODES[k][1]) / N, NODES[k][0] / N, NODES[k][1] / N] for k in nodes])
    values = np.zeros(len(PROBES))
    for image in group(9 * bandwidth + 2.0):
        places = weights @ image
        d2 = ((NODE_XY[PROBES][:, None, :] - places[None, :, :]) ** 2).sum(axis=2)
        values += np.exp(-d2 / (2 * bandwidth**2)) @ counts
    if on_lattice:  # scaled so that the kernel's values on the endless lattice sum to one over a cell's area
        r = np.arange(-300, 301)
        i, j = np.meshgrid(r, r)
        d2 = (i + j / 2) ** 2 / N**2 + (j * H) ** 2 / N**2
        scale = 1 / (H / N**2 * np.exp(-d2 / (2 * bandwidth**2)).sum())
    else:
        scale = 1 / (2 * np.pi * bandwidth**2)
    return (values * scale / len(parts)).tolist()


def triad(parts, states, bandwidth):
    n = len(parts)
    names = ["a", "b", "c", "a+b", "a+c", "b+c", "centre"]
    zones = [zone(p) for p in parts]
    out = {"answered": n, "not_applicable": states.count("n"), "unanswered": states.count("u"), "zones": {}}
    for name in names:
        k = zones.count(name)
        share = k / n if n else None
        uniform = 0.12 if "+" in name else 0.16
        out["zones"][name] = {"count": k, "share": share, "interval": wilson(k, n), "to_uniform": share / uniform if n else None}
    out["arithmetic"] = (parts.mean(axis=0) / WHOLE).tolist() if n else None
    out["geometric"] = out["total_variance"] = None
    if n:
        w = replaced(parts)
        g = np.exp(np.log(w).mean(axis=0))
        out["geometric"] = (g / g.sum()).tolist()
    if n > 1:
        z = np.column_stack([np.log(w[:, 0] / w[:, 1]) / np.sqrt(2), np.log(w[:, 0] * w[:, 1] / w[:, 2] ** 2) / np.sqrt(6)])
        out["total_variance"] = float(np.trace(np.cov(z.T, ddof=1)))
        s = np.cov((parts / WHOLE @ CORNERS).T, ddof=1)
        half_scott = float(np.sqrt(np.trace(s) / 2) * n ** (-1 / 6) / 2)
        out["half_scott"] = half_scott
        if half_scott > 0.025:
            out["density_default"] = density(parts, half_scott)
    if n:
        out["density"] = {"bandwidth": bandwidth, "values": density(parts, bandwidth)}
        out["density_narrow"] = {"bandwidth": 0.008, "values": density(parts, 0.008, on_lattice=True)}
    return out


def dyad(x, states):
    n = len(x)
    u = np.array(x) / WHOLE
    qs = [0.05, 0.25, 0.5, 0.75, 0.95]
    edges = np.arange(1, 5) * 2000
    fine = np.arange(1, 20) * 500
    fifths = np.bincount(np.digitize(x, edges, right=True), minlength=5).tolist() if n else [0] * 5
    bins = np.bincount(np.digitize(x, fine, right=True), minlength=20).tolist() if n else [0] * 20
    return {
        "answered": n, "not_applicable": states.count("n"), "unanswered": states.count("u"),
        "quantiles": {str(q): float(np.quantile(u, q, method="linear")) if n else None for q in qs},
        "fifths": fifths, "histogram": bins, "intervals": [wilson(k, n) for k in fifths],
    }


def square_density(xy, bandwidth):
    """Points moved to cell centres (right-closed cells), summed over explicit mirror images."""
    cell = np.maximum(np.ceil(np.array(xy) * 32 / WHOLE) - 1, 0)
    centres = (cell + 0.5) / 32
    probe = [(r, c) for r in range(0, 32, 5) for c in range(0, 32, 5)]
    at = np.array([[(c + 0.5) / 32, (r + 0.5) / 32] for r, c in probe])
    turns = range(-6, 7)
    def images(v):
        return [v + 2 * t for t in turns] + [2 * t - v for t in turns]
    kernel = lambda p, v: sum(np.exp(-(p[:, None] - w[None, :]) ** 2 / (2 * bandwidth**2)) for w in images(v))
    values = (kernel(at[:, 0], centres[:, 0]) * kernel(at[:, 1], centres[:, 1])).sum(axis=1)
    return [[r * 32 + c for r, c in probe], (values / (2 * np.pi * bandwidth**2) / len(xy)).tolist()]


def stone(xy, bandwidth):
    n = len(xy)
    if n == 0:
        return {"placed": 0, "cells": [0] * 9, "mean": None, "median": None}
    a = np.array(xy)
    cell = np.where(3 * a <= WHOLE, 0, np.where(3 * a <= 2 * WHOLE, 1, 2))
    cells = np.bincount(cell[:, 1] * 3 + cell[:, 0], minlength=9).tolist()
    return {"placed": n, "cells": cells, "mean": (a.mean(axis=0) / WHOLE).tolist(),
            "median": (np.median(a, axis=0) / WHOLE).tolist(), "density": square_density(xy, bandwidth)}


def close(weights):
    """Ten-thousandths that sum to the whole."""
    p = np.floor(np.asarray(weights) * WHOLE).astype(int)
    p[:, 0] += WHOLE - p.sum(axis=1)
    return p


def case(name, rng, n, parts=None, not_applicable=0, unanswered=0, bandwidth=0.05):
    if parts is None:
        parts = close(rng.dirichlet([0.8, 1.3, 0.6], size=n)) if n else np.zeros((0, 3), int)
    x = np.where(rng.random(n) < 0.1, rng.integers(0, 6, n) * 2000, np.floor(rng.beta(2, 1.2, n) * 10001)).astype(int)
    xy = np.where(rng.random((n, 2)) < 0.1, rng.integers(0, 2, (n, 2)) * WHOLE, rng.integers(0, 10001, (n, 2))).astype(int)
    states = ["n"] * not_applicable + ["u"] * unanswered
    return {
        "name": name, "not_applicable": not_applicable, "unanswered": unanswered,
        "triads": parts[:, :2].tolist(), "dyads": x.tolist(), "stones": xy.tolist(),
        "triad": triad(parts, states, bandwidth), "dyad": dyad(x, states), "stone": stone(xy.tolist(), bandwidth),
    }


def clusters():
    """Two triads and a dyad: three groups and a background."""
    out = []
    for name, sizes, noise, min_cluster_size, min_samples, seed in [
        ("small", [60, 50, 40], 30, 10, 5, 3),
        ("counts itself", [80, 80], 40, 15, 15, 4),
        ("larger", [300, 250, 200], 150, 25, 8, 5),
    ]:
        rng = np.random.default_rng(seed)
        alphas = [([20, 3, 3], [3, 20, 3], (8, 30)), ([3, 20, 4], [3, 3, 20], (30, 8)), ([4, 4, 20], [12, 12, 12], (20, 20))]
        first, second, third = [], [], []
        for size, (p, q, r) in zip(sizes, alphas):
            first.append(rng.dirichlet(p, size)), second.append(rng.dirichlet(q, size)), third.append(rng.beta(*r, size))
        first.append(rng.dirichlet([1, 1, 1], noise)), second.append(rng.dirichlet([1, 1, 1], noise)), third.append(rng.random(noise))
        t, u = close(np.vstack(first)), close(np.vstack(second))
        d = np.floor(np.concatenate(third) * 10001).astype(int)
        x = np.hstack([t / WHOLE @ CORNERS, u / WHOLE @ CORNERS, d[:, None] / WHOLE])
        labels = HDBSCAN(min_cluster_size=min_cluster_size, min_samples=min_samples, algorithm="brute", copy=True).fit_predict(x)
        print(name, np.unique(labels, return_counts=True))
        out.append({"name": name, "min_cluster_size": min_cluster_size, "min_samples": min_samples,
                    "first": t[:, :2].tolist(), "second": u[:, :2].tolist(), "third": d.tolist(), "labels": labels.tolist()})
    return out


def main():
    rng = np.random.default_rng(20260104)
    edges = np.array([[10000, 0, 0], [0, 10000, 0], [0, 0, 10000], [6000, 4000, 0], [5999, 4001, 0], [6000, 2000, 2000],
                      [5999, 2001, 2000], [4001, 4000, 1999], [4000, 4000, 2000], [0, 5000, 5000], [99, 9801, 100],
                      [100, 9900, 0], [99, 99, 9802], [3333, 3333, 3334], [5000, 0, 5000]])
    cases = [
        case("nobody", rng, 0),
        case("one", rng, 1, np.array([[6200, 3000, 800]])),
        case("two", rng, 2, not_applicable=3),
        case("thirty", rng, 30, not_applicable=4, unanswered=5),
        case("edges and zeros", rng, len(edges), edges, bandwidth=0.1),
        case("all at one point", rng, 25, np.tile([[2500, 0, 7500]], (25, 1))),
        case("all not applicable", rng, 0, not_applicable=12),
        case("five hundred", rng, 500, not_applicable=20, unanswered=30, bandwidth=0.3),
        case("five thousand", rng, 5000, not_applicable=7, unanswered=11, bandwidth=0.04),
    ]
    dump("patterns.json", {"probes": PROBES, "cases": cases})
    dump("clusters.json", clusters())


def dump(name, value):
    text = json.dumps(value, separators=(",", ":"), allow_nan=False)
    (HERE / name).write_text(text + "\n")
    print(name, len(text))


if __name__ == "__main__":
    main()
