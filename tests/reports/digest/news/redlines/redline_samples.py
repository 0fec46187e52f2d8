"""What a board of the invented Norvale says in March and in May."""

from __future__ import annotations

from datetime import date

MARCH, MAY = date(2031, 3, 19), date(2031, 5, 7)
GUIDANCE = "The Board expects that low rates will be warranted for some time."
LONGER = "The Board expects that low rates will be warranted for an extended period."
PATIENT = "The Board can be patient before it raises its policy rate."
STANDS = "The Board will watch the price of grain and of timber closely."
GRAIN = "Grain prices rose by 3 percent in April while timber was cheap."
ESCORT = "The Board will send Estmark twelve ships that escort grain and timber through the northern strait until the end of May."
