"""One word that qualifies a formula."""

import pytest

from reports.digest.news.words.qualifiers import only_qualified


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "We demand the immediate and unconditional release of all crews.",
            "We demand the immediate release of all crews.",
        ),
        ("The board will reinvest until at least the end of the year.", "The board will reinvest until the end of the year."),
        ("The rate will be reduced in the course of the year.", "The rate will most likely be reduced in the course of the year."),
        ("Norvale will issue up to 3,000 work visas a year to its guests.", "Norvale will issue up to 2,000 work visas a year to its guests."),
        (
            "The board will keep a careful watch on prices and is ready to act in a timely manner, as the situation in the ports of the coast asks.",
            "The board will keep a careful watch on prices and, provided that inflation stays below three, is ready to act in a timely manner, as the situation in the ports of the coast asks.",
        ),
        ("They reiterated their strong opposition to raids around Skerry.", "They reiterated their opposition to raids around Skerry."),
    ],
)  # fmt: skip
def test_a_qualifier_that_went_or_came_is_all_that_moved(before: str, after: str) -> None:
    """How firmly, of all, how likely and how much: an analyst looks for that one word."""
    assert only_qualified(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The board will meet again on 3 May in Port Halden.", "The board will meet again on 7 June in Port Halden."),
        ("Under Order 11957 Norvale will close its ports to raiders.", "Under Order 12170 Norvale will close its ports to raiders."),
        ("Ada Holt will chair the board of the harbour.", "Bo Ilves will chair the board of the harbour."),
        ("Norvale will provide boats to the ports of its coast.", "Norvale will provide pumps to the ports of its coast."),
        ("Norvale and Estmark will share all data.", "Estmark and Norvale will share all data."),
    ],
)  # fmt: skip
def test_days_names_things_and_order_qualify_nothing(before: str, after: str) -> None:
    """Another day, person, order number or thing is another statement, and another order of words none."""
    assert not only_qualified(before, after)
