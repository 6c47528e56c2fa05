#!/usr/bin/env python3
"""Golden values of associations: tables by scipy with Bergsma's correction, the interval of V by scipy's non-central χ², residuals by statsmodels, Spearman's rho by scipy, the
bias-corrected distance correlation entry by entry from U-centred matrices.
Run: python associate.py, which writes associate.json here.

Made with numpy 2.4, scipy 1.17, statsmodels 0.15.
"""
import numpy as np
from scipy import stats
from scipy.optimize import brentq
from scipy.spatial.distance import cdist
from shared import WHOLE, Numbers, dump, lattice, nearest, zone
from statsmodels.stats.contingency_tables import Table

TAIL = 0.025
ITEMS = ["t", "u", "d", "e", "s/school", "k", "c"]


def story(numbers):
    """Answers to two triads, two dyads, a stone, a choice of several and one of one; some are left out."""
    group = numbers.below(2)
    first, second = numbers.answers(group, True), numbers.answers(group, True)
    # The question has three options; who took none of them has no answer.
    several = [k for k in first[3] if k < 3]
    one = [k for k in second[3] if k < 3][:1]
    given = {"t": first[0], "u": second[0], "d": first[1], "e": (second[1] + first[1]) // 2, "s/school": first[2],
             "k": several or None, "c": one or None}
    for item in ITEMS:
        if numbers.below(8) == 0:
            given[item] = None
    return given


def categories(item, answer):
    """The categories of an answer, and how many there are."""
    if item in "tu":
        return [zone(answer)], 7
    if item in "de":
        return [max(int(np.ceil(answer * 5 / WHOLE)) - 1, 0)], 5
    if item == "s/school":
        x, y = (max(int(np.ceil(a * 3 / WHOLE)) - 1, 0) for a in answer)
        return [y * 3 + x], 9
    return answer, 3


def counted(first, second, both):
    size = (categories(first, both[0][0])[1], categories(second, both[0][1])[1])
    counts = np.zeros(size, int)
    for own, other in both:
        for i in categories(first, own)[0]:
            for j in categories(second, other)[0]:
                counts[i, j] += 1
    return counts


def table(full):
    """V with Bergsma's correction, and adjusted residuals; None when everybody is in one row or column."""
    t = full[full.sum(axis=1) > 0][:, full.sum(axis=0) > 0]
    if min(t.shape) < 2:
        return None
    chi2, n, (r, k) = stats.chi2_contingency(t, correction=False)[0], t.sum(), t.shape
    phi = max(0.0, chi2 / n - (r - 1) * (k - 1) / (n - 1))
    room = min(r - (r - 1) ** 2 / (n - 1), k - (k - 1) ** 2 / (n - 1)) - 1
    back = np.full(full.shape, np.nan)
    back[np.ix_(full.sum(axis=1) > 0, full.sum(axis=0) > 0)] = Table(t, shift_zeros=False).standardized_resids
    degrees, most = (r - 1) * (k - 1), 4 * chi2 + 100
    low = excess(lambda z: stats.ncx2.sf(chi2, degrees, z) - TAIL, most)
    high = excess(lambda z: TAIL - stats.ncx2.cdf(chi2, degrees, z), most)
    ends = [min(float(np.sqrt(z / n / room)), 1.0) if room > 0 else 0.0 for z in (low, high)]
    listed = [[None if not np.isfinite(x) else float(x) for x in row] for row in back]
    return {"v": min(float(np.sqrt(phi / room)), 1.0) if room > 0 else 0.0, "ends": ends, "residuals": listed}


def excess(above, most):
    """The non-centrality at which a tail has its size; 0 when it never has."""
    return 0.0 if above(1e-12) >= 0 else brentq(above, 1e-12, most, xtol=1e-9)


def tables(first, second, both, several):
    """The tables that V is the root mean square of, each with the options that it is of."""
    own = [[i] for i in range(3)] if first == "k" and several else [None]
    other = [[j] for j in range(3)] if second == "k" and several else [None]
    for i in own:
        for j in other:
            def lines(item, answer, option):
                found, size = categories(item, answer)
                return (found, size) if option is None else ([0 if option[0] in found else 1], 2)
            sizes = [lines(first, both[0][0], i)[1], lines(second, both[0][1], j)[1]]
            counts = np.zeros(sizes, int)
            for a, b in both:
                counts[lines(first, a, i)[0][0], lines(second, b, j)[0][0]] += 1
            yield i, j, counts


def places(item, answers):
    """The nearest places of the lattice."""
    if item in "tu":
        return lattice(10)[1][nearest(answers, 10)]
    steps = 20 if item in "de" else 6
    answers = np.array(answers).reshape(len(answers), -1)
    found = (answers * steps + WHOLE // 2) // WHOLE / steps
    return found if found.shape[1] == 2 else np.column_stack([found, np.zeros(len(found))])


def centred(points):
    n, d = len(points), cdist(points, points)
    rows = d.sum(axis=1)
    out = d - rows[:, None] / (n - 2) - rows[None, :] / (n - 2) + d.sum() / ((n - 1) * (n - 2))
    np.fill_diagonal(out, 0)
    return out


def distance(x, y):
    if len(x) < 4:
        return None
    a, b = centred(x), centred(y)
    scale = (a * a).sum() * (b * b).sum()
    return float((a * b).sum() / np.sqrt(scale)) if scale > 1e-12 else None


def pair(first, second, stories):
    several = any(len(s["k"] or []) > 1 for s in stories)
    both = [(s[first], s[second]) for s in stories if s[first] is not None and s[second] is not None]
    out = {"pair": [first, second], "n": len(both), "v": None, "v_interval": None, "rank": None, "distance": None, "counts": None, "residuals": None}
    if not both:
        return out
    counts = counted(first, second, both)
    residuals = [[None] * counts.shape[1] for _ in range(counts.shape[0])]
    squares, ends = [], []
    for i, j, part in tables(first, second, both, several):
        found = table(part)
        if found is None:
            continue
        squares.append(found["v"] ** 2)
        ends.append(np.square(found["ends"]))
        for row in range(part.shape[0] if i is None else 1):
            for column in range(part.shape[1] if j is None else 1):
                residuals[row if i is None else i[0]][column if j is None else j[0]] = found["residuals"][row][column]
    mean = lambda all: np.sqrt(np.mean(all, axis=0)).tolist() if all else None
    out |= {"v": mean(squares), "v_interval": mean(ends), "counts": counts.tolist(), "residuals": residuals}
    answers = [[a for a, _ in both], [b for _, b in both]]
    if first in "de" and second in "de":
        rho = stats.spearmanr(*answers).statistic if len(both) > 1 else np.nan
        out["rank"] = float(rho) if np.isfinite(rho) else None
    if first not in "kc" and second not in "kc":
        out["distance"] = distance(places(first, answers[0]), places(second, answers[1]))
    return out


def case(name, seed, size):
    numbers = Numbers(seed)
    stories = [story(numbers) for _ in range(size)]
    pairs = [pair(a, b, stories) for at, a in enumerate(ITEMS) for b in ITEMS[at + 1:]]
    return {"name": name, "seed": seed, "size": size, "pairs": pairs}


def main():
    cases = [case("four", 21, 4), case("thirty", 22, 30), case("a thousand", 23, 1_000)]
    dump("associate.json", {"items": ITEMS, "cases": cases})


if __name__ == "__main__":
    main()
