"""The rules of the guard one by one: length, redirect, charset, script, the same text elsewhere, withdrawal."""

from __future__ import annotations

import pytest

from tests.tracker.guard.pages import HELD, NORMAL, URL, held, judged, site, wall
from tracker.errors import UnreadableRevision
from tracker.guard import CandidatePage, ReleaseHistory, judge_page, unreadable_failure

LINES = HELD.splitlines()


def said(
    statement: str,
    history: ReleaseHistory | None = None,
    *,
    title: str = "Statement",
    asked: str = URL,
    answered: str = URL,
    least: int = 0,
    body: bytes = b"",
    source: str = "",
    ref: str = "",
) -> str:
    """Return why a statement is not believed; empty where it is."""
    page = CandidatePage(statement, title, body, "utf-8", asked, answered, least, source, ref)
    failure = judge_page(page, history or ReleaseHistory())
    return failure.message if failure else ""


def test_what_cannot_be_read_is_an_error_of_the_source() -> None:
    """A selector that finds nothing says what it looked for, and asking again will not help."""
    failure = unreadable_failure(
        UnreadableRevision("selector body = 'main' finds nothing", remedy="look at the page")
    )
    assert (failure.message, failure.remedy) == ("selector body = 'main' finds nothing", "look at the page")
    assert failure.lasting
    assert not failure.gone


def test_the_mend_is_a_command_that_can_be_typed() -> None:
    """Whoever reads the failure can accept the text without looking for its source or address."""
    page = CandidatePage("-", "", b"", "", URL, URL, source="norvale", ref=URL)
    failure = judge_page(page, ReleaseHistory())
    assert failure is not None
    assert f"policy-tracker accept norvale {URL}" in failure.remedy
    assert "policy-tracker sources refused" in failure.remedy


# Length


@pytest.mark.parametrize("text", ["", "-", "2031-03-04", "* * *", "OK"])
def test_next_to_nothing_is_no_release(text: str) -> None:
    """A text without five letters says nothing, whatever is known of its source."""
    assert "next to no text" in said(text)


def test_a_menu_is_no_release_of_a_source_that_writes_sentences() -> None:
    """No sentence, and a fifth of the shortest text its source ever had: an empty template."""
    assert "never had fewer" in said("Home News Contact", ReleaseHistory(lengths=NORMAL))
    assert said("Home News Contact", ReleaseHistory(lengths=NORMAL[:9])) == ""


def test_one_sentence_is_a_release_of_any_source() -> None:
    """However long its source's texts are: “Norvale welcomes the ceasefire.” is a statement."""
    assert said("Norvale welcomes the ceasefire.", ReleaseHistory(lengths=NORMAL)) == ""


def test_a_source_may_set_its_own_limit() -> None:
    """min_characters of a source counts, and the failure names it."""
    assert "min_characters = 80" in said("Norvale welcomes the ceasefire.", least=80)
    assert said("Norvale welcomes the ceasefire.", least=31) == ""


def test_a_correction_shortens_a_text_a_little() -> None:
    """Two thirds of a statement left is an edit: the largest cut among 209 real edits left 71 %."""
    assert said("\n".join(LINES[:10]), held()) == ""


def test_a_text_cut_to_a_third_is_an_edit_if_what_is_left_was_there() -> None:
    """A publisher that takes out most of a statement is news, as long as what is left is a text of its usual length."""
    left = "\n".join(LINES[:5])
    assert len(left) < 0.4 * len(HELD)
    assert said(left, held(lengths=(400,) * 20)) == ""
    assert "shrank" in said(left, held(lengths=NORMAL))
    other = "\n".join(line.replace("Norvale", "Veskia") for line in LINES[:5])
    assert "says something else" in said(other, held(lengths=(400,) * 20))


def test_a_text_cut_to_a_tenth_is_never_an_edit_unseen() -> None:
    """Below a fifth an operator looks at it, whatever is left."""
    assert "below 20% of what it was" in said(LINES[0], held(lengths=(80,) * 40))


# The same text elsewhere


def test_the_same_statement_posted_twice_is_two_releases() -> None:
    """A ministry posts a long statement at two addresses, and short notices in the same words."""
    assert said(HELD, ReleaseHistory(same_text_elsewhere=3)) == ""
    assert (
        said(
            "The Minister will receive the ambassador of Estmark on Monday.",
            ReleaseHistory(same_text_elsewhere=1),
        )
        == ""
    )


def test_a_short_text_at_three_addresses_is_a_wall() -> None:
    """Whatever it says: no wording is needed to tell what all addresses show."""
    notice = "Dear visitor, the portal greets you and asks for a little patience this week."
    assert "2 other addresses" in said(notice, ReleaseHistory(same_text_elsewhere=2))


def test_another_text_that_another_address_shows_is_no_edit() -> None:
    """A release that said something else, and now says what its neighbour says, was redirected."""
    other = HELD.replace("Halden Sea", "Upper Lake")
    assert "another address" in said(other, held(elsewhere=1))
    assert said(HELD + " ", held(elsewhere=1)) == ""


# Redirects


@pytest.mark.parametrize(
    ("asked", "answered", "where"),
    [
        (URL, "https://mfa.norvale.example/", "front page"),
        (URL, "https://mfa.norvale.example/index.html", "front page"),
        (URL, "https://mfa.norvale.example/en/", "front page"),
        (URL, "https://mfa.norvale.example/en/home.aspx?r=1", ""),
        (URL, "https://www.norvale.example", "front page"),
        (URL, "https://mfa.norvale.example/error/404.html", "errors or logins"),
        (URL, "https://mfa.norvale.example/en/page-not-found", "errors or logins"),
        (URL, "https://mfa.norvale.example/login?next=/news/2031/statement-4711.html", "errors or logins"),
        (URL, "https://sso.norvale.example/realms/mfa/auth?client=web", "errors or logins"),
        (URL, "https://mfa.norvale.example/news/", "section"),
        ("https://mfa.norvale.example/view.do?id=4711", "https://mfa.norvale.example/main.do", "front page"),
        ("https://mfa.norvale.example/?p=4711", "https://mfa.norvale.example/", "front page"),
        # a release is still what answers
        (URL, URL, ""),
        (URL, URL.replace("https:", "http:"), ""),
        (URL, URL + "/", ""),
        (URL, URL + "?session=1", ""),
        (URL, URL.replace("mfa.norvale", "www.norvale"), ""),
        (URL, "https://mfa.norvale.example/en/news/2031/statement-4711.html", ""),
        (URL, "https://archive.norvale.example/2031/03/statement-on-the-halden-sea", ""),
        ("https://mfa.norvale.example/?p=4711", "https://mfa.norvale.example/2031/03/statement", ""),
        (
            "https://mfa.norvale.example/news/4711/statement-on-the-sea",
            "https://mfa.norvale.example/news/4711",
            "",
        ),
        ("https://mfa.norvale.example/news/4711/print", "https://mfa.norvale.example/news/4711", ""),
        ("https://mfa.norvale.example/", "https://mfa.norvale.example/en/", ""),
        (
            "https://mfa.norvale.example/error-in-judgment",
            "https://mfa.norvale.example/news/error-in-judgment",
            "",
        ),
        (URL, "https://mfa.norvale.example/news/2031/maintenance", ""),
        (URL, "https://mfa.norvale.example/one.html", ""),
        (URL, "", ""),
    ],
)
def test_a_redirect_away_from_the_release_is_no_text_of_it(asked: str, answered: str, where: str) -> None:
    """A front page, a gate or the section instead of a release; not https, another host, another address of its own."""
    what = said(HELD, asked=asked, answered=answered)
    assert where in what
    assert bool(where) == bool(what)


# Charset and script

GERMAN = "Norwale wird für die Öffnung der Häfen kämpfen; die Küste gehört beiden Völkern. " * 4
RUSSIAN = "Норвейл и Эстмарк договорились открыть порты моря и встречаться дважды в год. " * 4
KOREAN = "노르베일과 에스트마크는 항구를 개방하고 매년 두 차례 만나기로 합의하였다. " * 4
JAPANESE = "ノルベールとエストマルクは港を開放し、毎年二回会談することで合意した。" * 4
CHINESE = "诺维尔和埃斯特马克同意开放港口，并决定每年会晤两次。" * 4
ARABIC = "اتفقت نورفال وإستمارك على فتح الموانئ وعقد اجتماعين كل عام. " * 4
FRENCH = "La Norvale a décidé d’ouvrir ses ports à l’été ; « la mer est à tous », a déclaré l’envoyée. " * 4
TEXTS = (GERMAN, RUSSIAN, KOREAN, JAPANESE, CHINESE, ARABIC, FRENCH)


@pytest.mark.parametrize("text", TEXTS)
def test_letters_beyond_ascii_are_no_damage(text: str) -> None:
    """Umlauts, Cyrillic, Hangul, kana, Chinese, Arabic and French quotation marks are read as they are."""
    assert said(text) == ""


@pytest.mark.parametrize(
    ("text", "written", "read"),
    [
        (GERMAN, "utf-8", "cp1252"),
        (GERMAN, "cp1252", "utf-8"),
        (FRENCH, "utf-8", "latin-1"),
        (RUSSIAN, "utf-8", "cp1252"),
        (RUSSIAN, "utf-8", "cp1251"),
        (RUSSIAN, "cp1251", "latin-1"),
        (RUSSIAN, "koi8-r", "utf-8"),
        (KOREAN, "utf-8", "cp1252"),
        (KOREAN, "cp949", "latin-1"),
        (KOREAN, "cp949", "utf-8"),
        (JAPANESE, "utf-8", "cp932"),
        (JAPANESE, "utf-8", "latin-1"),
        (CHINESE, "utf-8", "gb18030"),
        (CHINESE, "gb18030", "latin-1"),
        (ARABIC, "utf-8", "cp1252"),
        (ARABIC, "cp1256", "latin-1"),
    ],
)
def test_bytes_read_in_the_wrong_charset_are_held_back(text: str, written: str, read: str) -> None:
    """A page whose server names the wrong charset says nothing that can be compared."""
    garbled = text.encode(written).decode(read, errors="replace")
    assert "charset break" in said(garbled)
    assert said(garbled, held(text, lengths=(len(text),) * 20))


def test_a_few_broken_apostrophes_are_still_a_release() -> None:
    """A page that always had them can be read; where the text held has none, they are no edit."""
    text = HELD.replace("Norvale will", "Norvaleâ€™s ministry will", 4)
    assert said(text) == ""
    assert "charset break" in said(text, held())
    assert said(text, held(text.replace("ministry", "Ministry"))) == ""


def test_one_broken_sign_is_still_a_release() -> None:
    """A quotation mark of another charset costs three characters in one place of a short text."""
    text = "Norvale will respond to provocations by Veskia. \ufffd\ufffd\ufffdHalden“ is its port."
    assert said(text) == ""
    assert "charset break" in said("\ufffd" * 30 + "Norvale")


@pytest.mark.parametrize("before", [RUSSIAN, KOREAN, JAPANESE, CHINESE, ARABIC])
def test_a_text_in_another_script_is_no_edit(before: str) -> None:
    """A page that spoke Korean and now speaks English is another page, however long it is."""
    assert "script and now in Latin" in said(HELD, held(before, lengths=(200,) * 20))
    assert "held in Latin script" in said(before * 5, held())


def test_names_in_another_script_are_no_change_of_script() -> None:
    """A Korean text that adds an English name is Korean, and a translation beside it is an addition."""
    assert said(KOREAN + " (Halden Sea Compact)", held(KOREAN, lengths=(200,) * 20)) == ""
    assert said(KOREAN + HELD[:300], held(KOREAN, lengths=(200,) * 20)) == ""


# Walls

BANNER = "We use cookies to improve this website. By continuing to browse you agree."


def test_a_banner_beside_a_statement_is_no_wall() -> None:
    """An extractor that takes a banner along has found a statement all the same."""
    statement = "\n".join(LINES[:2])
    assert said(f"{BANNER}\n{statement}") == ""


def test_what_the_text_held_says_too_is_no_wall() -> None:
    """A release that was held with a banner and changes a word is an edit."""
    before = f"{BANNER}\nNorvale will open the port."
    assert said(f"{BANNER}\nNorvale will open both ports.", held(before, lengths=(100,) * 20)) == ""


def test_a_gate_in_the_markup_of_a_statement_is_no_wall() -> None:
    """Sites that check visitors put their script on every page, and a login form into every head."""
    gate = '<script src="/_Incapsula_Resource?SW=1"></script><form><input type="password"></form>'
    assert judged(site("Ceasefire", "Norvale welcomes the ceasefire.", extra=gate)) is None


def test_a_challenge_is_known_by_its_markup_in_any_language() -> None:
    """What only a challenge page carries tells where its words do not."""
    page = wall(
        "norvale.example", "Een ogenblik geduld a.u.b.", extra="<script>window._cf_chl_opt={}</script>"
    )
    assert "bot check" in said("Een ogenblik geduld a.u.b.", body=page.html())


def test_a_long_statement_is_no_wall_whatever_it_says() -> None:
    """A report on false login pages may quote all of them."""
    assert said(f"{HELD}\nPlease sign in to continue. Your session has expired. Enter your password.") == ""


def test_a_soft_404_may_list_the_news() -> None:
    """Its title says what it is, however much stands below."""
    assert "soft 404" in said(HELD, title="Page not found | Ministry of Foreign Affairs")


def test_a_page_without_a_word_of_its_announced_title_needs_less_evidence() -> None:
    """What is announced as a joint statement and speaks of the site alone is a page of the site, in any wording."""
    page = site("MFA", "Dear visitors, our site will reopen on Monday. Please try again then.")
    assert judged(page) is None
    failure = judged(page, announced="Joint Statement on the Halden Sea")
    assert failure is not None
    assert "no word of the title announced" in failure.message
    assert judged(page, announced="Our site reopens on Monday") is None


# Withdrawal


@pytest.mark.parametrize(
    "notice",
    [
        "This statement has been withdrawn.",
        "This press release has been removed at the request of the ministry and is under review.",
        "이 보도자료는 철회되었습니다.",
        "Ce communiqué a été retiré.",
        "Diese Pressemitteilung wurde zurückgezogen.",
        "本声明已撤回。",
        "Данное заявление отозвано.",
        "تم سحب هذا البيان.",
    ],
)
def test_a_notice_of_withdrawal_is_for_the_operator(notice: str) -> None:
    """It says that there is no statement any more; that is no edit of each of its sentences."""
    assert said(notice, held())
    short = "Norvale will send two ships to the Halden Sea in spring and two more in autumn."
    assert said(notice, held(short, lengths=(80,) * 20))


def test_a_notice_above_the_full_text_is_an_edit() -> None:
    """What still stands there can be compared, and the notice is read with it."""
    assert said(f"This statement has been withdrawn.\n{HELD}", held()) == ""
    short = "Norvale will send two ships to the Halden Sea in spring and two more in autumn."
    assert said(f"This statement has been withdrawn.\n{short}", held(short, lengths=(80,) * 20)) == ""
