"""Words that releases use for one and the same thing.

One row a concept. A word found here counts as its concept as well as itself, so
that "denounced the test" and "condemn the launch" have something in common. Only
words that stand in for each other in official prose; a row never joins an act
with its opposite.
"""

from __future__ import annotations

from tracker.text.content_words import stem

_ROWS = """
dialogue diplomacy diplomatic negotiate negotiation talks engage engagement communicate communication
cooperate cooperation coordinate coordination collaborate collaboration partnership partner
assist assistance aid help support relief package
humanitarian relief lifesaving life-saving
condemn condemnation denounce denunciation deplore reprehensible
concern concerned alarm alarmed worried
cease stop halt end cessation refrain desist
ceasefire truce cessation hostilities
violate violation breach contravene contravention
comply compliance abide adhere adherence fulfil fulfill implement implementation enforce enforcement uphold honor honour
obligation commitment duty
launch test testing firing
defense defence defend protect protection security
deter deterrence dissuade prevent prevention avert
respond response react retaliate consequences costs
release free
detain detained detention prisoner imprisoned jailed arrested
sanction sanctions restrictive embargo
force forces troops military soldiers army
regime junta
raise increase hike lift
reduce lower decrease cut lessen
expand enhance strengthen deepen intensify bolster boost reinforce broaden
maintain keep preserve sustain hold
buy purchase purchases acquisition
fund funding finance financing budget budgetary macroeconomic financial
provide deliver supply send donate transfer delivery deliveries
accountable accountability responsible perpetrators investigate investigation justice prosecute
abuse abuses atrocity atrocities violations
democracy democratic elections
path return restore restoration transition
settlement resolution solution resolve
territorial territory sovereignty sovereign integrity independence borders
proliferation nonproliferation non-proliferation
denuclearization denuclearisation denuclearize nuclear disarmament
drug drugs narcotics fentanyl opioids
precursor precursors chemicals
cyber digital online ransomware
climate emissions decarbonization carbon greenhouse
vaccine vaccines vaccination doses
open openness free accessible inclusive
important importance linchpin cornerstone essential vital
meet meeting consult consultation consultations convene
share sharing exchange
rate rates range interest
stability stable peace peaceful
ally allies alliance alliances
""".strip().splitlines()

CONCEPTS: dict[str, tuple[str, ...]] = {}
for _row in _ROWS:
    _name = f"~{_row.split()[0]}"
    for _word in _row.split():
        CONCEPTS[stem(_word)] = tuple(sorted({*CONCEPTS.get(stem(_word), ()), _name}))


def concepts(words: frozenset[str]) -> frozenset[str]:
    """Return the concepts the stems *words* stand for.

    >>> concepts(frozenset({stem("denounced")})) == concepts(frozenset({stem("condemn")}))
    True
    """
    return frozenset(name for word in words for name in CONCEPTS.get(word, ()))
