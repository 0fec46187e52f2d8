"""Pictures of what is held: as SVG that lives in a page, as PNG that goes along with a mail.

    what to show ──► levels, topics, parties, days: lay out, pure ──► Drawing
    Drawing ──► canvas: matplotlib ──► svg: dressed for the page ──► Picture
                                  └──► PNG

Matplotlib is imported where something is drawn and nowhere else: it takes up to a
second. docs/decisions/0019-pictures.md says why it is matplotlib.
"""

from reports.pictures.days import calendar
from reports.pictures.gaps import Gap, Gaps, gaps_of
from reports.pictures.levels import timeline
from reports.pictures.marks import Mark
from reports.pictures.parties import partners
from reports.pictures.picture import Picture
from reports.pictures.topics import heat_map

__all__ = ["Gap", "Gaps", "Mark", "Picture", "calendar", "gaps_of", "heat_map", "partners", "timeline"]
