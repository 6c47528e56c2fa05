"""The numbers of the three main figures, computed from an export.

They equal the service's own figures of the same selection: counts exactly; shares, intervals, centres, medians, δ, V and
limits to 1e-9, effects by energy distance to 1e-6. Intervals by bootstrap and p-values by permutation differ by chance. Stories
count one by one (`keep_together="nothing"`).
"""

from .charts import ControlChart, Point, Step, control_chart
from .differences import Difference, Differences, Measure, differences
from .maps import Hexagon, TriadMap, ZoneShare, triad_map

__all__ = [
    "ControlChart",
    "Difference",
    "Differences",
    "Hexagon",
    "Measure",
    "Point",
    "Step",
    "TriadMap",
    "ZoneShare",
    "control_chart",
    "differences",
    "triad_map",
]
