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
from tracker.search.seats import seats
from tracker.search.verb_forms import forms_of_verb
from tracker.text.content_words import PARTY_NAMES, STOPWORDS

# What is typed: what texts say. A hyphen joins a phrase, a star stands for any ending.
_TABLE = """
9-11: september-11 terrorist-attack* tragic-event*
abandon: withdraw* terminat* end*
abducted: abduct* kidnap*
abduction: abduct* kidnap*
accord: agreement* treaty
accuse: blam* condemn* attribut*
admit: acknowledg* accept*
agree: agreement* commit*
ai: artificial-intelligence
aid: assistance
aircraft: plane* jet* fighter*
ambassador: envoy* representative*
arms: weapon* munition*
army: military armed-forces defence-force*
arrest: detain* detention*
assassinate: kill* murder*
asylum: refugee* migra*
atom: nuclear denucleari*
axe: eliminat* terminat* abolish*
backing: support*
bailout: facility rescue
balance-sheet: holdings-of securities-holdings
ban: prohibit* restrict* embargo*
bar: prohibit* restrict* suspend*
beef-up: strengthen* increas* enhanc*
bill: legislation legislative law
bird-flu: avian-influenza
blacklist: designat* entity-list
blame: attribut* responsib*
blast: explosion* attack*
bomb: strike* attack* explosive* unexploded-ordnance*
bombing: strike* attack* airstrike*
bond: securities treasury notes
bond-buying: asset-purchases purchases-of
boost: increas* strengthen* enhanc*
brexit: withdrawal-agreement
bribery: corrupt*
budget: fiscal* appropriat*
bully: coerc* intimidat*
buy: purchas*
call: spoke conversation discuss*
cancel: terminat* suspend* withdraw*
capture: detain* captiv* prisoner* seiz*
car: vehicle* automobile* automotive
cash: fund* financ*
ceasefire: cessation-of-hostilities truce
cheap: affordab* low-cost
cheat: evad* circumvent* evasion fraud*
chief: head* director* minister*
child: children minor*
chip: semiconductor*
clash: conflict* fight* violence hostilit*
cluster-bomb: cluster-munition*
communique: statement* declaration*
coronavirus: covid*
cost-of-living: inflation price*
coup: overthr* military-takeover military-regime seiz*-power junta
covid: coronavirus pandemic
crackdown: repress* violence suppress*
crash: turmoil disrupt*
crisis: turmoil stress* strain*
crude: oil petroleum
crypto: digital-asset* virtual-currenc* cryptocurrenc*
curb: restrict* limit* reduc* control*
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
detainee: prisoner* detain*
diaoyu: senkaku*
dictator: regime
disease: outbreak* pandemic virus
dissent: voting-against vot*-against preferr*
ditch: withdraw* abandon* terminat*
doctor: medic* physician*
dodge: evad* circumvent* evasion
donate: contribut* provid*
donation: contribut* assistance
dovish: accommodat* eas*
downturn: recession contract* weaken*
dreamer: daca
drill: exercise*
drone: unmanned uav* aerial-vehicle* unmanned-aerial
drop: remov* omit* eliminat*
drugs: narcotic* fentanyl
duty: tariff* obligation*
earthquake: disaster*
easing: accommodat* lower*
effect: effective appl* in-force
election: vot* ballot*
embargo: prohibit* restrict* ban*
end: terminat* conclud* ceas* conclusion
envoy: representative* ambassador*
europe: european* eu
ev: electric-vehicle*
evs: electric-vehicle*
exit: withdraw*
expel: persona-non-grata depart*
export-ban: export-control* export-restriction*
extend: prolong* continu* extension*
extension: continu* prolong*
extra: additional*
fake-news: disinformation misinformation
famine: hunger food-insecurity
farming: agricultur*
fed-funds: federal-funds-rate
fee: charge*
fight: combat* counter*
fine: penalt*
fired: launch* dismiss*
firms: compan* business*
first: initial*
fishing: fisher* illegal-unreported
flee: displaced refugee*
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
gay: lgbtq*
gay-rights: lgbtq*
girl: women
give: provid* award* grant* deliver*
global-warming: climate-change
go: remov* lift* end*
goods: products merchandise
grab: seiz* annex*
green: clean renewabl* sustainab*
guarantee: commitment* assurance* arrangement*
gun: firearm* small-arms
hack: cyber* ransomware malicious-cyber*
hacker: malicious-cyber cyber
hail: welcom* commend* applaud*
halt: suspend* ceas* stop* end*
hand-over: transfer* deliver*
harbor: port ports
harbour: port ports
havana-syndrome: anomalous-health-incident*
hawkish: tighten* firm* restrict*
help: assist* support*
hike: rais* increas* higher
hold: maintain* unchanged keep* kept held
home: housing
home-loan: mortgage*
hostage: detain* unjustly-detained captiv*
house-prices: housing
human-trafficking: trafficking-in-persons
hunger: food-insecurity food-security famine
hurdle: barrier* obstacle*
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
joblessness: unemploy*
jobs: employment labor-market payroll*
join: accession accede* membership
journalist: media reporter* press
kharkov: kharkiv
kid: children
kidnapping: abduct* kidnap*
kiev: kyiv
kill: killed death* murder*
killing: killed murder* death*
law: legislation act
lawsuit: litigation legal-proceeding*
layoffs: job-losses unemploy*
leader: president* prime-minister* premier* chancellor*
leave: withdraw* depart*
lend: loan* credit
lgbt: lgbtq*
lift: remov* eas* terminat*
liftoff: rais* increas*
list: designat*
lng: liquefied-natural-gas liquified-natural-gas natural-gas
loan: lend* credit financ*
longer: extended considerable
loosen: eas* accommodat* relax*
meddling: interfer*
meeting: met meet*
membership: accession
mercenary: wagner private-military
microchip: semiconductor*
migrant: migra* displaced refugee*
militia: armed-group* fighter*
missile: long-range-fires rocket*
missile-test: launch* ballistic-missile*
money: fund* financ* assistance
money-laundering: illicit-financ* corrupt*
monkeypox: mpox
mortgage-bonds: mortgage-backed
murder: killed killing* assassinat*
neighbour: neighbor*
nuclear-program: denucleari*
nuclear-programme: denucleari*
nuclear-umbrella: extended-deterrence
nuke: nuclear-weapon*
odessa: odesa
oil: energy petroleum crude
oligarch: elite*
opioid: fentanyl synthetic-drug*
outlaw: prohibit* ban*
overfishing: illegal-unreported
overhaul: reform* restructur* moderniz*
pact: agreement* treaty
patent: intellectual-property
pause: maintain* unchanged keep* hold held
payout: payment* compensation
peace: settlement
peace-plan: peace-framework peace-proposal* peace-agreement* framework
permit: authorization* authorisation* licen*
petrol: gasoline fuel
phase-out: phas*-out phase-down phas*-down eliminat* end*
pick: appoint* nominat* select*
pile: holdings stock* balance-sheet
pipeline: nord-stream*
pirate: piracy
plane: aircraft
pledge: commit commits committed committing commitment commitments promis*
poisoned: poison* nerve-agent chemical-weapon*
police: law-enforcement security-force*
poll: election*
poor: low-income vulnerab* poverty developing
praise: welcom* commend* applaud*
press-freedom: media-freedom freedom-of-the-press freedom-of-expression
price-rise: inflation
prison: detain* imprison* jail*
prisoner: detain* detention*
probe: investigat* inquir*
prolong: extend* extension continu*
promise: commit commits committed committing commitment commitments pledg*
protest: demonstrat* assembl*
pull-out: withdraw* drawdown
pullout: withdraw* drawdown
punish: sanction* penal* account*
purchase: procur* buy* acqui*
put: contribut* donat* invest*
qe: asset-purchases purchases-of
qe2: asset-purchases purchase*
quake: earthquake*
quantitative-easing: asset-purchases purchases-of large-quantities
quick: rapid* prompt* swift*
quit: withdraw* leav*
raise: increas* lift*
rally: protest* demonstrat* assembl*
rare-earths: critical-mineral*
rate-rise: rais* increas*
rate-setter: monetary-policy-committee mpc member*
rebuild: reconstruct* recover*
recession: downturn contract* weaken*
recognize: recognition
refugee: displaced migra*
refuse: reject* declin*
reopen: resum* re-open*
restart: resum*
restructuring: debt-treatment
retaliate: respon* countermeasure*
rich-countries: developed-countries advanced-economies
rights-abuse: human-rights-violation* human-rights-abuse*
ring: telephone* phone* call* conversation
rise: increas* higher
rock-bottom: exceptionally-low low
rocket: missile* launch*
rouble: ruble*
row: disput*
runoff: normaliz* reduc*
sale: sell* acqui* provid*
sanction: designat* restrictive-measure*
saver: deposit* interest-income
school: educat*
scrap: eliminat* terminat* abolish* end*
seize: confiscat* captur* block*
send: provid* deliver* deploy*
send-home: remov* return* depart*
september-11: tragic-event* terrorist-attack* 9-11
september-11-attack: tragic-event* terrorist-attack* 9-11
ship: vessel* naval
shipping: vessel* navigation maritime
shrink: reduc* declin* decreas* reduction*
shut: prohibit* clos*
shut-out: prohibit* ban*
shutdown: clos* suspend*
signal: indicat* anticipat* expect*
slack: resource-utilization underutiliz*
slam: condemn*
slash: reduc* lower* cut*
slow: delay* backlog*
slowdown: slow* moderat* weak* contract*
slump: declin* weak* contract*
small-business: smes sme small-and-medium*
soar: increas* rise* rose
soldier: troop* force* servicemember* prisoners-of-war
spare: defer* exempt* waiv*
spending: budget* invest* expenditure*
split: majority voted
spy: espionage intelligence spies
stay: remain* maintain* continu*
stimulus: accommodat* purchas*
stockpile: reserve*
stop: halt* ceas* end* prevent*
storm: hurricane* cyclone*
student: scholar* exchange*
stuff: goods products
sub: submarine*
subsidy: subsid*
summit: leaders met meeting
swap-lines: liquidity-swap* swap*
talks: negotiat* dialogue consult*
tanker: vessel* ship*
tanks: armored* armoured*
taper: reduc* slow*
tariff: dut*
tax: levy* dut* tariff*
tax-cut: tax-relief
tech: technolog*
terror: terroris*
tight: restrictive
tightening: firm* rais*
top-up: additional*
toughen: strengthen* tighten*
treaty: agreement convention
trim: reduc* lower*
trip: travel* visit*
troop: force* personnel soldier*
truce: ceasefire* cessation-of-hostilities
uighur: uyghur*
unfreeze: releas*
unrest: violence protest* instability
upgrade: elevat* enhanc* moderniz*
vaccine: vaccin* dose* covax
visa-ban: visa-restriction*
visit: travel* trip met
vow: commit commits committed committing commitment commitments pledg*
wage: earnings compensation labor-cost*
wagner: private-military
war: aggression conflict invasion
war-crime: atrocit* war-crimes
warhead: nuclear-weapon*
warship: vessel* navy naval
weapon: arms munition*
weather: meteorolog* climat*
wheat: grain food
win: award* winning
write: letter* wrote
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
    for (
        code,
        sitting,
    ) in seats().items():  # what sits in a capital is its state, and a state is not its capital
        shown = next(
            (table[words] for name in of_code.get(code, ()) if (words := tuple(fold_words(name))) in table),
            (),
        )
        for town in sitting:
            words = tuple(fold_words(town))
            table.setdefault(words, tuple(dict.fromkeys(("-".join(words), *shown))))
    return table


def _is_small(words: tuple[str, ...]) -> bool:
    return len(words) == 1 and words[0] in STOPWORDS


def is_named(words: tuple[str, ...]) -> bool:
    """Return whether *words*, folded, are the name of a state or body."""
    return words in _names()


def other_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return what texts say for *words*, folded, that are asked for together: parts of a query; none where nothing is known.

    >>> other_words(("hikes",)), other_words(("burma",)), other_words(("seagull",))
    (('rais*', 'increas*', 'higher'), ('myanmar', 'burma', 'burmese', 'mmr'), ())
    """
    if named := _names().get(words):
        return named
    *before, last = words
    return next((said for form in _forms(last) if (said := _asked().get((*before, form)))), ())


def _forms(word: str) -> Iterator[str]:
    """Yield *word* and what it may be a form of: "hikes" of "hike", "tapering" of "taper", "cutting" of "cut", "duties" of "duty", "gave" of "give"."""
    yield word
    yield from forms_of_verb(word)
    if word.endswith("ies"):
        yield f"{word.removesuffix('ies')}y"
    for ending in ("s", "es", "ing", "ed", "ers", "er"):
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            yield stem
            yield f"{stem}e"
            if stem[-1:] == stem[-2:-1]:
                yield stem[:-1]
