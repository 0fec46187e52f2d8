"""What desks and newsrooms call what official texts word otherwise, and the other names of states. Pure.

A table, not a thesaurus: an entry stands here where releases of governments and central banks hardly ever
have the short word ("taper", "coup", "chips") and have a settled one for it. It is asked only where a query
finds nothing that says its words together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from tracker.search.analyzer import fold_words
from tracker.search.known_names import NOBODY, lexicon_names
from tracker.text.content_words import PARTY_NAMES, STOPWORDS

# What is typed: what texts say. A hyphen joins a phrase, a star stands for any ending.
_TABLE = """
9-11: september-11 terrorist-attack* tragic-event*
abducted: abduct* kidnap*
abduction: abduct* kidnap*
accord: agreement* treaty
ai: artificial-intelligence
aid: assistance
aircraft: plane* jet* fighter*
ambassador: envoy* representative*
arms: weapon* munition*
army: military armed-forces defence-force*
arrest: detain* detention*
asylum: refugee* migra*
bailout: facility rescue
balance-sheet: holdings-of securities-holdings
ban: prohibit* restrict* embargo*
bird-flu: avian-influenza
blacklist: designat* entity-list
bomb: strike* attack* explosive*
bombing: strike* attack* airstrike*
bond-buying: asset-purchases purchases-of
boost: increas* strengthen* enhanc*
brexit: withdrawal-agreement
bribery: corrupt*
buy: purchas*
call: spoke conversation discuss*
cancel: terminat* suspend* withdraw*
car: vehicle* automobile* automotive
cash: fund* financ*
cheap: affordab* low-cost
child: children minor*
chip: semiconductor*
cluster-bomb: cluster-munition*
coronavirus: covid*
cost-of-living: inflation price*
coup: overthr* military-takeover military-regime seiz*-power junta
covid: coronavirus pandemic
crackdown: repress* violence suppress*
crash: turmoil disrupt*
crisis: turmoil stress* strain*
crude: oil petroleum
crypto: digital-asset* virtual-currenc* cryptocurrenc*
currency: exchange-rate*
cut: lower* reduc* reduction* lower
cyberattack: malicious-cyber cyber-attack* cyber
dead: killed death* died
deal: agreement* arrangement* pact
debt: borrowing liabilit*
decouple: de-risk* diversif*
deforestation: forest*
delay: postpon* defer*
deport: remov* return*
diaoyu: senkaku*
dictator: regime
disease: outbreak* pandemic virus
dissent: voting-against vot*-against preferr*
donate: contribut* provid*
donation: contribut* assistance
dovish: accommodat* eas*
downturn: recession contract* weaken*
drone: unmanned uav* aerial-vehicle* unmanned-aerial
drugs: narcotic* fentanyl
earthquake: disaster*
easing: accommodat* lower*
election: vot* ballot*
embargo: prohibit* restrict* ban*
envoy: representative* ambassador*
europe: european* eu
ev: electric-vehicle*
evs: electric-vehicle*
exit: withdraw*
expel: persona-non-grata depart*
export-ban: export-control* export-restriction*
extra: additional*
fake-news: disinformation misinformation
famine: hunger food-insecurity
farming: agricultur*
fed-funds: federal-funds-rate
fight: combat* counter*
firms: compan* business*
fishing: fisher* illegal-unreported
flu: influenza
food-crisis: food-insecurity food-security
food-price: food-insecurity food-security
forced-labour: forced-labor slavery
forecast: projection* project* outlook expect*
freed: releas*
freeze: immobiliz* block* suspend*
frozen: immobiliz* block*
fuel: energy gasoline petroleum oil
gas: lng natural-gas
gay-rights: lgbtq*
gay: lgbtq*
girl: women
global-warming: climate-change
green: clean renewabl* sustainab*
guarantee: commitment* assurance* arrangement*
gun: firearm* small-arms
hack: cyber* ransomware malicious-cyber*
hacker: malicious-cyber cyber
halt: suspend* ceas* stop* end*
havana-syndrome: anomalous-health-incident*
hawkish: tighten* firm* restrict*
hike: rais* increas* higher
hold: maintain* unchanged keep* kept held
home: housing
hostage: detain* unjustly-detained captiv*
house-prices: housing
human-trafficking: trafficking-in-persons
hunger: food-insecurity food-security famine
icc: international-criminal-court
immigration: migra*
intel: intelligence
interest-rate: policy-rate key-rate bank-rate federal-funds-rate reference-rate
invade: aggression invasion
invasion: aggression war
jab: vaccin*
jail: detain* imprison* prison* sentenc*
jcpoa: joint-comprehensive-plan-of-action nuclear-deal
jet: aircraft fighter* f-16*
jobless: unemploy*
jobs: employment labor-market payroll*
journalist: media reporter* press
kharkov: kharkiv
kid: children
kidnapping: abduct* kidnap*
kiev: kyiv
kill: killed death* murder*
killing: killed murder* death*
lawsuit: litigation legal-proceeding*
layoffs: job-losses unemploy*
lend: loan* credit
lgbt: lgbtq*
lift: remov* eas* terminat*
liftoff: rais* increas*
lng: liquefied-natural-gas liquified-natural-gas natural-gas
loan: lend* credit financ*
longer: extended considerable
meddling: interfer*
meeting: met meet*
membership: accession
mercenary: wagner private-military
microchip: semiconductor*
migrant: migra* displaced refugee*
militia: armed-group* fighter*
missile-test: launch* ballistic-missile*
missile: long-range-fires rocket*
money-laundering: illicit-financ* corrupt*
money: fund* financ* assistance
monkeypox: mpox
mortgage-bonds: mortgage-backed
murder: killed killing* assassinat*
nuclear-umbrella: extended-deterrence
nuke: nuclear-weapon*
odessa: odesa
oil: energy petroleum crude
oligarch: elite*
opioid: fentanyl synthetic-drug*
overfishing: illegal-unreported
pact: agreement* treaty
patent: intellectual-property
pause: maintain* unchanged keep* hold held
petrol: gasoline fuel
phase-out: phas*-out phase-down phas*-down eliminat* end*
pipeline: nord-stream*
pirate: piracy
plane: aircraft
pledge: commit commits committed committing commitment commitments promis*
poisoned: poison* nerve-agent chemical-weapon*
police: law-enforcement security-force*
poll: election*
poor: low-income vulnerab* poverty developing
press-freedom: media-freedom freedom-of-the-press freedom-of-expression
price-rise: inflation
prison: detain* imprison* jail*
probe: investigat* inquir*
promise: commit commits committed committing commitment commitments pledg*
protest: demonstrat* assembl*
pull-out: withdraw* drawdown
pullout: withdraw* drawdown
purchase: procur* buy* acqui*
qe2: asset-purchases purchase*
qe: asset-purchases purchases-of
quake: earthquake*
quantitative-easing: asset-purchases purchases-of large-quantities
quit: withdraw* leav*
raise: increas* lift*
rally: protest* demonstrat* assembl*
rare-earths: critical-mineral*
rate-rise: rais* increas*
rebuild: reconstruct* recover*
recession: downturn contract* weaken*
recognize: recognition
refugee: displaced migra*
restructuring: debt-treatment
rich-countries: developed-countries advanced-economies
rise: increas* higher
rocket: missile* launch*
rouble: ruble*
runoff: normaliz* reduc*
sale: sell* acqui* provid*
sanction: designat* restrictive-measure*
saver: deposit* interest-income
school: educat*
scrap: eliminat* terminat* abolish* end*
send: provid* deliver* deploy*
september-11-attack: tragic-event* terrorist-attack* 9-11
september-11: tragic-event* terrorist-attack* 9-11
ship: vessel* naval
shipping: vessel* navigation maritime
shutdown: clos* suspend*
signal: indicat* anticipat* expect*
slack: resource-utilization underutiliz*
slam: condemn*
slowdown: slow* moderat* weak* contract*
slump: declin* weak* contract*
small-business: smes sme small-and-medium*
soldier: troop* force* servicemember*
spending: budget* invest* expenditure*
spy: espionage intelligence spies
stimulus: accommodat* purchas*
stockpile: reserve*
stop: halt* ceas* end* prevent*
storm: hurricane* cyclone*
student: scholar* exchange*
sub: submarine*
subsidy: subsid*
summit: leaders met meeting
swap-lines: liquidity-swap* swap*
talks: negotiat* dialogue consult*
tanker: vessel* ship*
tanks: armored* armoured*
taper: reduc* slow*
tariff: dut*
tax-cut: tax-relief
tech: technolog*
terror: terroris*
tightening: firm* rais*
treaty: agreement convention
trip: travel* visit*
troop: force* personnel soldier*
truce: ceasefire* cessation-of-hostilities
uighur: uyghur*
vaccine: vaccin* dose* covax
visa-ban: visa-restriction*
visit: travel* trip met
vow: commit commits committed committing commitment commitments pledg*
wage: earnings compensation labor-cost*
wagner: private-military
war: aggression conflict invasion
warhead: nuclear-weapon*
warship: vessel* navy naval
weapon: arms munition*
wheat: grain food
y2k: year-2000 century-date
"""


# Bodies and treaties by their full names and what they are shortened to, where the table of parties has one of these alone.
_FULL_NAMES = """
AIIB: Asian Infrastructure Investment Bank
APEC: Asia-Pacific Economic Cooperation
BIS: Bank for International Settlements
CTBT: Comprehensive Nuclear-Test-Ban Treaty
EBRD: European Bank for Reconstruction and Development
EIB: European Investment Bank
FAO: Food and Agriculture Organization
FATF: Financial Action Task Force
ICC: International Criminal Court
ICJ: International Court of Justice
ICRC: International Committee of the Red Cross
ILO: International Labour Organization
IOM: International Organization for Migration
JCPOA: Joint Comprehensive Plan of Action
MPC: Monetary Policy Committee
NPT: Treaty on the Non-Proliferation of Nuclear Weapons; Nuclear Non-Proliferation Treaty
OECD: Organisation for Economic Co-operation and Development; Organisation for Economic Cooperation and Development
OHCHR: UN High Commissioner for Human Rights; United Nations High Commissioner for Human Rights
OPEC: Organization of the Petroleum Exporting Countries
UNCLOS: United Nations Convention on the Law of the Sea; UN Convention on the Law of the Sea
UNDP: United Nations Development Programme; UN Development Programme
UNFPA: United Nations Population Fund; UN Population Fund
UNHCR: United Nations High Commissioner for Refugees; UN High Commissioner for Refugees; UN Refugee Agency
UNICEF: United Nations Children's Fund; UN Children's Fund
UNRWA: United Nations Relief and Works Agency; UN Relief and Works Agency
WFP: World Food Programme; World Food Program
"""
_OFFICES = re.compile(
    r"Taliban|regime|Administration|Department|House|Pentagon|USAID|USTR|Commission|Council|Service|Parliament"
)
LONGEST = 8  # words of a name: "organization for security and co-operation in europe"
# A body that is called as a small word is: its words, and all of what texts call it.
IN_CAPITALS = {"WHO": ("world", "health", "organization")}
_SAID_SO = {("world", "health", "organization"): "the-who"}  # no other "who" has an article


@cache
def _asked() -> Mapping[tuple[str, ...], tuple[str, ...]]:
    """Return, by what is typed, what texts say, as a query has it."""
    rows = (row.partition(":") for row in _TABLE.split("\n"))
    return {tuple(fold_words(typed)): tuple(said.split()) for typed, _, said in rows if said}


@cache
def _names() -> Mapping[tuple[str, ...], tuple[str, ...]]:
    """Return, by each name of a state or body, its names as a query has them; "US" and "WHO" are left out, which are words too (:data:`IN_CAPITALS`)."""
    table: dict[tuple[str, ...], tuple[str, ...]] = {}
    of_code = {code.upper(): list(names) for code, names in PARTY_NAMES.items()}
    for name, code in lexicon_names().items():
        if code != NOBODY and not _OFFICES.search(name):
            of_code.setdefault(code, []).append(name)
    for row in _FULL_NAMES.strip().split("\n"):
        code, full = row.split(": ")
        of_code.setdefault(code, []).extend((code, *full.split("; ")))
    for names in of_code.values():
        written = [words for name in names if (words := tuple(fold_words(name))) and not _is_small(words)]
        also = [_SAID_SO[words] for words in written if words in _SAID_SO]
        shown = tuple(dict.fromkeys((*("-".join(words) for words in written), *also)))
        table |= dict.fromkeys(written, shown)
    return table


def _is_small(words: tuple[str, ...]) -> bool:
    return len(words) == 1 and words[0] in STOPWORDS


def is_named(words: tuple[str, ...]) -> bool:
    """Return whether *words*, folded, are the name of a state or body."""
    return words in _names()


def other_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return what texts say for *words*, folded, that are asked for together: parts of a query; none where nothing is known.

    >>> other_words(("hikes",)), other_words(("burma",)), other_words(("harbour",))
    (('rais*', 'increas*', 'higher'), ('myanmar', 'burma', 'burmese', 'mmr'), ())
    """
    if named := _names().get(words):
        return named
    *before, last = words
    return next((said for form in _forms(last) if (said := _asked().get((*before, form)))), ())


def _forms(word: str) -> Iterator[str]:
    """Yield *word* and what it may be a form of: "hikes" of "hike", "tapering" of "taper", "cutting" of "cut"."""
    yield word
    for ending in ("s", "es", "ing", "ed", "ers", "er"):
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            yield stem
            yield f"{stem}e"
            if stem[-1:] == stem[-2:-1]:
                yield stem[:-1]
