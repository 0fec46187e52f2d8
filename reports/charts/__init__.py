"""Pictures of what is held: as SVG that lives in a page, as PNG that goes along with a mail.

    what to show ──► line_chart, topic_heat_map, party_matrix, release_calendar: lay out, pure ──► Drawing
    Drawing ──► drawing.svg: as a page has it ──► Chart
           └──► drawing.canvas: matplotlib ──► PNG, of small_multiples

Matplotlib is imported where something is drawn and nowhere else: it takes up to a
second. docs/decisions/0019-pictures.md says why it is matplotlib.
"""

from reports.charts.chart import Chart
from reports.charts.line_chart import timeline
from reports.charts.line_marks import LineMark
from reports.charts.party_matrix import party_matrices
from reports.charts.publication_gaps import Gap, Gaps, find_gaps
from reports.charts.rate_marks import RateMark, marks_of_rate, rate_marks, rate_moves
from reports.charts.rate_panel import rate_history
from reports.charts.release_calendar import calendar
from reports.charts.topic_heat_map import heat_map

__all__ = [
    "Gap",
    "Gaps",
    "LineMark",
    "RateMark",
    "Chart",
    "calendar",
    "find_gaps",
    "heat_map",
    "marks_of_rate",
    "party_matrices",
    "rate_history",
    "rate_marks",
    "rate_moves",
    "timeline",
]
