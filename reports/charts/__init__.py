"""Pictures of what is held: as SVG that lives in a page, as PNG that goes along with a mail.

    what to show ──► levels, topics, parties, days: lay out, pure ──► Drawing
    Drawing ──► canvas: matplotlib ──► svg: dressed for the page ──► Picture
                                  └──► PNG

Matplotlib is imported where something is drawn and nowhere else: it takes up to a
second. docs/decisions/0019-pictures.md says why it is matplotlib.
"""

from reports.charts.chart import Picture
from reports.charts.level_timeline import timeline
from reports.charts.line_marks import Mark
from reports.charts.party_matrix import partners
from reports.charts.publication_gaps import Gap, Gaps, gaps_of
from reports.charts.release_calendar import calendar
from reports.charts.topic_heat_map import heat_map

__all__ = ["Gap", "Gaps", "Mark", "Picture", "calendar", "gaps_of", "heat_map", "partners", "timeline"]
