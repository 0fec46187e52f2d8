"""What desks and newsrooms call what official texts word otherwise, and the other names of states. Pure.

A table, not a thesaurus: an entry stands here where releases of governments and central banks hardly ever
have the short word ("taper", "coup", "chips") and have a settled one for it. It is asked only where a query
finds nothing that says its words together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from tracker.search.analyzer import fold_words
from tracker.text.content_words import PARTY_NAMES

# What is typed: what texts say. A hyphen joins a phrase, a star stands for any ending.
_TABLE = """
abducted: abduct* kidnap*
accord: agreement* treaty
aid: assistance
ambassador: envoy* representative*
arms: weapon*
asylum: refugee* migra*
bailout: facility rescue
ban: prohibit* restrict*
blacklist: designat* entity-list
bombing: strike* attack* airstrike*
bond-buying: asset-purchases purchases-of
bribery: corrupt*
buy: purchas*
call: spoke conversation discuss*
chips: semiconductor*
coronavirus: covid*
coup: overthr* military-takeover military-regime seiz*-power junta
covid: coronavirus pandemic
crackdown: repress* violence suppress*
crash: turmoil disrupt*
crude: oil petroleum
cut: lower* reduc*
cyberattack: malicious-cyber cyber-attack* cyber
deal: agreement*
debt: borrowing liabilit*
deforestation: forest*
diaoyu: senkaku*
dissent: voting-against vot*-against preferr*
downturn: recession contract* weaken*
drone: unmanned uav* aerial-vehicle*
drugs: narcotic* fentanyl
easing: accommodat* lower*
election: vot* ballot*
envoy: representative* ambassador*
ev: electric-vehicle*
evs: electric-vehicle*
expel: persona-non-grata depart*
export-ban: export-control* export-restriction*
fake-news: disinformation misinformation
famine: hunger food-insecurity
farming: agricultur*
fed-funds: federal-funds-rate
firms: compan* business*
fishing: fisher* illegal-unreported
freed: releas*
freeze: immobiliz* block* suspend*
frozen: immobiliz* block*
gay: lgbtq*
global-warming: climate-change
green: clean renewabl* sustainab*
guarantee: commitment* assurance* arrangement*
hack: cyber* ransomware malicious-cyber*
hacker: malicious-cyber cyber
havana-syndrome: anomalous-health-incident*
hike: rais* increas*
hostage: detain* unjustly-detained captiv*
house-prices: housing
human-trafficking: trafficking-in-persons
hunger: food-insecurity food-security famine
intel: intelligence
invasion: aggression war
jab: vaccin*
jail: detain* imprison* prison* sentenc*
jcpoa: joint-comprehensive-plan-of-action nuclear-deal
jobless: unemploy*
jobs: employment labor-market payroll*
kharkov: kharkiv
kiev: kyiv
killing: killed murder* death*
layoffs: job-losses unemploy*
lgbt: lgbtq*
liftoff: rais* increas*
longer: extended considerable
meddling: interfer*
meeting: met meet*
migrant: migra* displaced refugee*
missile-test: launch* ballistic-missile*
money-laundering: illicit-financ* corrupt*
mortgage-bonds: mortgage-backed
nuclear-umbrella: extended-deterrence
nukes: nuclear-weapon*
odessa: odesa
oil: energy petroleum crude
oligarch: elite*
overfishing: illegal-unreported
pact: agreement* treaty
pause: maintain* unchanged keep*
phase-out: phas*-out phase-down phas*-down eliminat* end*
poisoned: poison* nerve-agent chemical-weapon*
press-freedom: media-freedom freedom-of-the-press freedom-of-expression
prison: detain* imprison* jail*
protest: demonstrat* assembl*
pullout: withdraw* drawdown
purchase: procur* buy* acqui*
qe: asset-purchases purchases-of
rare-earths: critical-mineral*
rate-rise: rais* increas*
recession: downturn contract* weaken*
refugee: displaced migra*
runoff: normaliz* reduc*
sale: sell* acqui* provid*
sanction: designat* restrictive-measure*
school: educat*
shipping: vessel* navigation maritime
shutdown: clos* suspend*
slack: resource-utilization underutiliz*
slump: declin* weak* contract*
soldier: troop* force* servicemember*
spending: budget* invest* expenditure*
spy: espionage intelligence
stimulus: accommodat* purchas*
storm: hurricane* cyclone*
sub: submarine*
summit: leaders met meeting
swap-lines: liquidity-swap* swap*
talks: negotiat* dialogue consult*
tanks: armored* armoured*
taper: reduc* slow*
tariff: dut*
tightening: firm* rais*
trip: travel* visit*
troop: force* personnel soldier*
truce: ceasefire* cessation-of-hostilities
uighur: uyghur*
visa-ban: visa-restriction*
visit: travel* trip met
wagner: private-military
war: aggression conflict invasion
warship: vessel* navy naval
wheat: grain food
y2k: year-2000 century-date
"""


LONGEST = 6  # words of a name: "democratic people's republic of korea"


@cache
def _asked() -> Mapping[tuple[str, ...], tuple[str, ...]]:
    """Return, by what is typed, what texts say, as a query has it."""
    rows = (row.partition(":") for row in _TABLE.split("\n"))
    return {tuple(fold_words(typed)): tuple(said.split()) for typed, _, said in rows if said}


@cache
def _names() -> Mapping[tuple[str, ...], tuple[str, ...]]:
    """Return, by each name of a state or body, its names as a query has them; "US" is left out, which is a word too."""
    table: dict[tuple[str, ...], tuple[str, ...]] = {}
    for names in PARTY_NAMES.values():
        written = [tuple(fold_words(name)) for name in names]
        shown = tuple(dict.fromkeys("-".join(words) for words in written if words != ("us",)))
        table |= {words: shown for words in written if words != ("us",)}
    return table


def other_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return what texts say for *words*, folded, that are asked for together: parts of a query; none where nothing is known.

    >>> other_words(("hikes",)), other_words(("burma",)), other_words(("harbour",))
    (('rais*', 'increas*'), ('myanmar', 'burma', 'burmese'), ())
    """
    if named := _names().get(words):
        return named
    *before, last = words
    return next((said for form in _forms(last) if (said := _asked().get((*before, form)))), ())


def _forms(word: str) -> Iterator[str]:
    """Yield *word* and what it may be a form of: "hikes" of "hike", "tapering" of "taper"."""
    yield word
    for ending in ("s", "es", "ing", "ed", "ers", "er"):
        if word.endswith(ending):
            yield word.removesuffix(ending)
            yield f"{word.removesuffix(ending)}e"
