"""Where governments sit, and what desks call a body by its street or its letters: "Ottawa" for Canada, "Threadneedle Street" for a bank. Pure data.

Left out are towns that are more often a word or another place: "Male", "Victoria", "Georgetown".
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from tracker.search.analyzer import fold_words

_CAPITALS = """
AFG Kabul; AGO Luanda; ALB Tirana; ARE Abu Dhabi; ARG Buenos Aires; ARM Yerevan; AUS Canberra; AUT Vienna; AZE Baku;
BDI Gitega; BEL Brussels; BEN Porto-Novo; BFA Ouagadougou; BGD Dhaka; BGR Sofia; BHR Manama; BIH Sarajevo; BLR Minsk;
BOL La Paz; BRA Brasilia; BRN Bandar Seri Begawan; BTN Thimphu; BWA Gaborone; CAF Bangui; CAN Ottawa; CHE Bern; CHL Santiago;
CHN Beijing; CIV Yamoussoukro; CIV Abidjan; CMR Yaounde; COD Kinshasa; COG Brazzaville; COL Bogota; CRI San Jose; CUB Havana;
CYP Nicosia; CZE Prague; DEU Berlin; DJI Djibouti City; DNK Copenhagen; DOM Santo Domingo; DZA Algiers; ECU Quito; EGY Cairo;
ERI Asmara; ESP Madrid; EST Tallinn; ETH Addis Ababa; FIN Helsinki; FJI Suva; FRA Paris; GAB Libreville; GBR London; GEO Tbilisi;
GHA Accra; GIN Conakry; GMB Banjul; GRC Athens; GTM Guatemala City; HND Tegucigalpa; HRV Zagreb; HTI Port-au-Prince; HUN Budapest;
IDN Jakarta; IND New Delhi; IND Delhi; IRL Dublin; IRN Tehran; IRQ Baghdad; ISL Reykjavik; ISR Jerusalem; ITA Rome; JAM Kingston;
JOR Amman; JPN Tokyo; KAZ Astana; KEN Nairobi; KGZ Bishkek; KHM Phnom Penh; KOR Seoul; KWT Kuwait City; LAO Vientiane; LBN Beirut;
LBR Monrovia; LBY Tripoli; LKA Colombo; LTU Vilnius; LUX Luxembourg City; LVA Riga; MAR Rabat; MDA Chisinau; MDG Antananarivo;
MEX Mexico City; MKD Skopje; MLI Bamako; MLT Valletta; MMR Naypyidaw; MNE Podgorica; MNG Ulaanbaatar; MOZ Maputo; MRT Nouakchott;
MWI Lilongwe; MYS Kuala Lumpur; NAM Windhoek; NER Niamey; NGA Abuja; NIC Managua; NLD Amsterdam; NOR Oslo; NPL Kathmandu;
NZL Wellington; OMN Muscat; PAK Islamabad; PAN Panama City; PER Lima; PHL Manila; PNG Port Moresby; POL Warsaw; PRK Pyongyang;
PRT Lisbon; PRY Asuncion; QAT Doha; ROU Bucharest; RUS Moscow; RWA Kigali; SAU Riyadh; SDN Khartoum; SEN Dakar; SLB Honiara;
SLE Freetown; SLV San Salvador; SOM Mogadishu; SRB Belgrade; SSD Juba; SVK Bratislava; SVN Ljubljana; SWE Stockholm; SYR Damascus;
TCD N'Djamena; TGO Lome; THA Bangkok; TJK Dushanbe; TKM Ashgabat; TLS Dili; TUN Tunis; TUR Ankara; TWN Taipei; TZA Dodoma;
UGA Kampala; UKR Kyiv; UKR Kiev; URY Montevideo; USA Washington; UZB Tashkent; VEN Caracas; VNM Hanoi; VUT Port Vila; XKX Pristina;
YEM Sanaa; ZAF Pretoria; ZMB Lusaka; ZWE Harare
"""
# Central banks whose names do not tell their state.
_BANKS = """
BRA Banco Central do Brasil; CHN People's Bank; DNK Nationalbank; FIN Suomen Pankki; GBR Bank of England; HUN Magyar Nemzeti Bank; IDN Bank Indonesia; MYS Bank Negara;
NOR Norges Bank; POL Narodowy Bank; SWE Riksbank; USA Federal Reserve; USA FOMC
"""
# What a body is called: by what its name is found.
_CALLED = """
bnm: Bank Negara Malaysia
boc: Bank of Canada
boe: Bank of England
boj: Bank of Japan
bok: Bank of Korea
bot: Bank of Thailand
cbr: Bank of Russia
cbrt: Central Bank of the Republic of Turkey
cnb: Czech National Bank
downing street: United Kingdom
elysee: France
foggy bottom: State Department
mint street: Reserve Bank of India
nbp: National Bank of Poland
nbu: National Bank of Ukraine
quai d'orsay: France
rba: Reserve Bank of Australia
rbi: Reserve Bank of India
rbnz: Reserve Bank of New Zealand
sarb: South African Reserve Bank
snb: Swiss National Bank
threadneedle street: Bank of England
whitehall: United Kingdom
"""


@cache
def seats() -> Mapping[str, tuple[str, ...]]:
    """Return where the government of each state sits, by its code.

    >>> seats()["IND"]
    ('New Delhi', 'Delhi')
    """
    return _by_code(_CAPITALS)


@cache
def banks() -> Mapping[str, tuple[str, ...]]:
    """Return what the names of central banks have in them that do not tell their state, by its code.

    >>> banks()["SWE"]
    ('Riksbank',)
    """
    return _by_code(_BANKS)


def _by_code(table: str) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for one in table.replace("\n", " ").split(";"):
        code, _, name = one.strip().partition(" ")
        found[code] = (*found.get(code, ()), name.strip())
    return found


@cache
def towns() -> frozenset[str]:
    """Return the names of all these towns, folded, joined by hyphens.

    >>> "new-delhi" in towns()
    True
    """
    return frozenset("-".join(fold_words(town)) for some in seats().values() for town in some)


@cache
def called_so() -> Mapping[tuple[str, ...], str]:
    """Return the names of bodies by what they are called, folded.

    >>> called_so()["threadneedle", "street"]
    'Bank of England'
    """
    rows = (row.split(": ") for row in _CALLED.strip().split("\n"))
    return {tuple(fold_words(called)): name for called, name in rows}
