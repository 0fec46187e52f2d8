"""How the news of a window is laid out."""

from reports.digest.compose import compose
from reports.digest.news_layout import lay_out_news
from tests.reports.digest.news.test_ranking import plain
from tracker.domain import Cause


def test_an_edit_without_a_new_release_is_not_told_as_a_quiet_day():
    """A mail that tells of an edited page must not open with "nothing was published"."""
    edited = compose([plain("harbour", cause=Cause.EDIT)], releases_read=0)
    assert lay_out_news(edited).read == "No new release: published texts were changed."
    assert lay_out_news(compose([], releases_read=0)).read.startswith("Nothing was published")


def test_a_day_with_releases_says_how_many_were_read():
    """A reader sees what the news was chosen from."""
    assert lay_out_news(compose([plain("harbour")], releases_read=2)).read == "Read: 2 releases."
