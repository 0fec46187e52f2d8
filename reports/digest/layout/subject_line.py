"""The subject of the mail of a digest: its first row in a line for a mailbox, or what was read where none is told. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from reports.digest.digest import Digest
from reports.digest.layout.news_rows import NewsRow
from reports.digest.news.words.negations import NEGATION
from reports.view.display_names import release_title
from tracker.domain import Release
from tracker.link.occasions.genre import genre_of
from tracker.text.content_words import party_codes
from tracker.text.numbers import pluralize
from tracker.text.shorten import excerpt, shorten

NOTHING_SURE = "No sure change"
FIRST_HELD = "First text held"  # of each source: there is nothing that could have changed
LEADS = (
    0.3  # worth of a statement that leads before read-outs: two in three of these are what readers lead with
)
SUBJECT = (
    150  # characters of a subject before the count: of 110 a rate and who was against left the words no room
)
_ADVERB = re.compile(
    r"“(?:Specifically|To this end|To that end|In (?:addition|particular|this (?:regard|context|spirit))|Additionally|Further(?:more)?"
    r"|Moreover|Today|Finally|Accordingly|Therefore|Nonetheless|Nevertheless|However|Also|As such), ",
)
# Who acts, and the verb: "the United States is launching".
_ACT = re.compile(
    r"\b(?:[Ww]e|[Tt]he (?:[A-Z]\w+|leaders|ministers|(?:two |three )?sides)(?: [A-Z]\w+){0,3}|[A-Z]\w+(?: [A-Z]\w+){0,3}) (?:also |jointly |today |hereby |therefore )?"
    r"(?P<verb>will|shall|commit(?:s|ted)?|agree[sd]?|announce[sd]?|(?:is|are) (?:announcing|launching)|launch(?:es|ed)?|call(?:s|ed)? (?:on|for)"
    r"|urge[sd]?|condemn(?:s|ed)?|demand(?:s|ed)?|decided|pledge[sd]?|intends?|resolved)\b"
)
# Names before the last one that acts: "Norvale, Estmark, and | Lurania announced", "the Board of | Governors decided".
_NAMES_BEFORE = re.compile(r"(?:(?:\b(?:[Tt]he|of|and)|\b[A-Z][\w’.-]*,?) )*\b(?:and|of) \Z")
# What a text is beside, and how much more it says, stands in the mail.
_BESIDE = re.compile(
    r"; (?:beside (?:the text|its words|“[^”]*”) of [^;]*|the text makes [\d,]+ statements)\Z"
)
# "We, the Governments of Norvale and Estmark, welcome": they are named before.
_WE_THE = re.compile(
    r"“We, the [^“”;]{5,200}?, (?!(?:the|and|as|in|of|on|with|representing|together|including|meeting|having) )(?=[a-z])"
)
# "Norvale and the Republic of Estmark | agreed", "Today, we the governments of Norvale and Estmark | are pleased".
_NAMES = re.compile(
    r"“(?:… |Today,? )?(?P<we>[Ww]e,? )?(?P<names>(?:(?:[Tt]he|of|and|[Gg]overnments|[Ll]eaders|(?:[Ff]oreign )?[Mm]inisters|[A-Z][\w.-]*),? )+)"
    r"(?=(?:(?:also|jointly|today|hereby|further|both|each|strongly|fully) )?(?:will|shall|has|have|is|are|intends? to|plans? to|decided|committed|underscored|urged|welcomed|condemned|agreed|announced"
    r"|(?:affirm|agree|announce|call|commend|condemn|continue|decide|express|note|reaffirm|recogni[sz]e|reiterate|remain|stand|support|underscore|urge|welcome)s?)\b)"
)
# An office is not its state: "The Minister of Defence of Norvale".
_OFFICE = re.compile(
    r"\b(?:Minister|President|Secretary|Ambassador|Department|Ministry|Office|Chancellor|Parliament|Congress|Army|Navy)\b"
)
# What stands behind these is no act.
_HEDGED = re.compile(
    r"\b(?:if|unless|in the event|whether|false|contrary|few|den(?:y|ies|ied))\b", re.IGNORECASE
)
SHOWN_OF_ACT = 30  # characters behind its verb, without which an act tells nothing
LEAST_TOLD = 50  # of them for the news itself, however long the names of those who speak


def subject_line(digest: Digest, rows: Iterable[NewsRow]) -> str:
    """Return the first item in a line for a mailbox, with how many follow; where there is none, what was read and says most, and where read-outs alone are told what is said elsewhere that day.

    Its day is left to the mail, and so are the adverb a quote begins with and the names that stand before it: a phone shows forty characters.
    """
    found = list(rows)
    if not found:
        noted = next((note.lines[0] for note in digest.notes if note.title), "")
        lead = FIRST_HELD if digest.news.first_held else NOTHING_SURE
        return noted or f"{lead}: {_said(digest, SUBJECT - len(lead))}"
    firm = digest.news.firmest[0] if digest.news.firmest else None
    if firm and firm.worth >= LEADS:
        return f"{_line(firm.who, ': ', firm.told)} (+{len(found)})"
    more = f" (+{len(found) - 1})" if len(found) > 1 else ""
    who, colon, told = found[0].sentence.rstrip(".").partition(": ")
    return f"{_line(who.rpartition(', ')[0] or who, colon, _BESIDE.sub('', told))}{more}"


def texts_read(digest: Digest) -> list[tuple[Release, int]]:
    """Return the texts with statements of *digest* and how many each makes: the most binding sort first, then those with most."""
    said = Counter(change.release.id for change in digest.changes if change.after)
    releases = {change.release.id: change.release for change in digest.changes}
    most = sorted(said, key=lambda one: (genre_of(releases[one].title).rank, -said[one]))
    return [(releases[one], said[one]) for one in most]


def _said(digest: Digest, room: int) -> str:
    """Return what was said most firmly, else the title of the first text; whose texts were asked for, where none was read."""
    if digest.news.firmest:
        one = digest.news.firmest[0]
        return _line(one.who, ": ", one.told, room)
    texts = texts_read(digest)
    if not texts:
        return (
            f"{pluralize(digest.releases, 'release')} read"
            if digest.releases
            else " ".join(digest.title.split())
        )
    release, _ = texts[0]
    return f"{release.issuer}: {excerpt(release_title(release), room)}"


def _line(who: str, colon: str, told: str, most: int = SUBJECT) -> str:
    told = _without_names(_ADVERB.sub("“… ", told), who)
    room = max(LEAST_TOLD, most - len(who))
    return f"{who}{colon}{shorten(_from_act(told, room), room, clauses=False)}"


def _without_names(told: str, who: str) -> str:
    """Return *told* without the names its quote begins with, where *who* has them all."""
    told = _WE_THE.sub("“We … ", told)
    opening = _NAMES.match(told)
    if (
        opening is None
        or _OFFICE.search(opening["names"])
        or not (named := party_codes(opening["names"]))
        or named != party_codes(who)
    ):
        return told
    return f"“{'We … ' if opening['we'] else '… '}{told[opening.end() :]}"


def _from_act(told: str, room: int) -> str:
    """Return *told* with its quote from who acts on, where the act has no room behind what stands before it and is not denied there; of many who act from the verb on."""
    quote = told.find("“") + 1
    # behind its first quote a sentence may have that of the text before
    end = told.find("”", quote) if quote else -1
    act = _ACT.search(told, quote, end if end >= 0 else len(told)) if quote else None
    if act is None or act.end() + SHOWN_OF_ACT <= room or NEGATION.search(told, quote, act.start()):
        return told
    if _HEDGED.search(told, quote, act.start()):
        return told
    named = _NAMES_BEFORE.search(told, quote, act.start())
    start = named.start() if named else act.start()
    start = start if quote + act.end() - start + SHOWN_OF_ACT <= room else act.start("verb")
    return f"{told[:quote]}… {told[start:]}" if start > quote else told
