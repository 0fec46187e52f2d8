"""Decisions on rates as values."""

import pytest

from tracker.text.rates import rate_decision


@pytest.mark.parametrize(
    ("quote", "told"),
    [
        (
            "decided today to lower its target for the key rate 50 basis points to 4-3/4 percent",
            "key rate lowered by 50 basis points to 4-3/4 percent",
        ),
        (
            "approved an increase in the discount rate from 4 percent to 4 3/4 percent, effective immediately",
            "discount rate raised by 75 basis points to 4-3/4 percent",
        ),
        (
            "unanimously approved a 25-basis-point decrease in the discount rate to 5 percent",
            "discount rate lowered by 25 basis points to 5 percent",
        ),
        ("decided to keep the key rate at 0 to 1/4 percent", "key rate held at 0 to 1/4 percent"),
        (
            "agreed on 17 and 18 March 2032 to raise the NB-Rate by 50 bps to 7.00%, the deposit rate by 50 bps to 6.25%",
            "NB-Rate raised by 50 basis points to 7.00 percent",
        ),
        (
            "the Board of Governors voted unanimously to raise the interest rate paid on reserve balances to 3.90 percent",
            "interest rate on reserve balances raised to 3.90 percent",
        ),
        (
            "decided to raise its policy rate by 25 basis points to 4 percent and the interest rate on reserve balances to 3.9 percent",
            "policy rate raised by 25 basis points to 4 percent",
        ),
        (
            "decided to increase the countercyclical capital buffer rate from 2.0% to 2.5%",
            "countercyclical capital buffer raised by 50 basis points to 2.5 percent",
        ),
        (
            "decided to keep the countercyclical buffer (CCyB) unchanged at 2.5%",
            "countercyclical capital buffer held at 2.5 percent",
        ),
        ("decided today to leave its target for the key rate unchanged", "key rate held"),
        (
            "decided to increase the key rate by 25 basis points, to 12 percent a year, in line with what had been anticipated in March",
            "key rate raised by 25 basis points to 12 percent",
        ),
        (
            "decided, as expected, to lower the key rate by 25 basis points to 3 percent",
            "key rate lowered by 25 basis points to 3 percent",
        ),
        (
            "reaffirmed its view that the current 0 to 1/4 percent target range for the key rate remains appropriate",
            "key rate held at 0 to 1/4 percent",
        ),
        ("decided to establish a target range for the key rate of 0 to 1/4 percent", "key rate set at 0 to 1/4 percent"),
        (
            "is raising the policy rate by half a percentage point to −0.25% to counter inflation",
            "policy rate raised by 50 basis points to -0.25 percent",
        ),
        (
            "assesses that a well-balanced decision is to cut the policy rate to 2.75 per cent.1",
            "policy rate lowered to 2.75 percent",
        ),
        ("Maintain the Target Reverse Repurchase (RRP) Rate at 6.25 percent", "reverse repo rate held at 6.25 percent"),
        ("decided to keep the Target RRP Rate at 6.50 percent", "reverse repo rate held at 6.50 percent"),
        ("Copam decided to increase the Selva rate by 0.50 percentage point to 14.25% p.a., as its strategy has it", "selva rate raised by 50 basis points to 14.25 percent"),
        (
            "At its monetary policy meeting today, the Board of Norvale Bank kept the two-week repo rate (2W repo rate) at 4.25%",
            "repo rate held at 4.25 percent",
        ),
        (
            "decides on May 26, 2031 to reduce the interest rate by 0.25 percentage points, to 4.00 percent",
            "interest rate lowered by 25 basis points to 4.00 percent",
        ),
        (
            "The Governing Board, by a majority, voted in favour of raising the policy rate by 25 basis points to 5 percent",
            "policy rate raised by 25 basis points to 5 percent",
        ),
        ("decided to maintain the Selva rate at 14.50% p.a.", "selva rate held at 14.50 percent"),
        ("decided to maintain the OPR at 3.00 percent", "overnight policy rate held at 3.00 percent"),
        ("decided to increase the key rate by 100 b.p. to 9.50% per annum", "key rate raised by 100 basis points to 9.50 percent"),
        ("All seven members voted in favour of raising the key rate to 5 percent", "key rate raised to 5 percent"),
        ("The Committee unanimously voted in favour of keeping the policy rate at 5 percent", "policy rate held at 5 percent"),
        ("The policy (overnight repo) rate is reduced by 25 basis points to 8.75 percent", "policy rate lowered by 25 basis points to 8.75 percent"),
        ("The Board voted in favour of raising the key rate to 5 percent", "key rate raised to 5 percent"),
        (
            "to lower the monetary policy rate to 5.00 percent per annum, from 5.25 percent, starting 19 May",
            "monetary policy rate lowered by 25 basis points to 5.00 percent",
        ),
        (
            "decided to increase slightly the degree of pressure on reserve positions",
            "pressure on reserve positions raised",
        ),
    ],
)  # fmt: skip
def test_a_decision_is_read_with_direction_step_and_level(quote, told):
    """Which rate, which way, by how much and to what: as much of it as the text says."""
    assert str(rate_decision(quote)) == told


@pytest.mark.parametrize(
    "quote",
    [
        "anticipates that it will be appropriate to raise the target range for the key rate",
        "stands ready to approve a further reduction of 25 basis points in the discount rate",
        "judges that an increase in the key rate remains unlikely in April",
        "Ada Holt voted in favor of lowering the target for the interest rate by 25 basis points to 8.00%",
        "voted in favor of raising the target for the interest rate by 25 basis points to 7.00%",
        "Two members of the Committee voted in favour of lowering the key rate to 5 percent, the others for keeping it",
        "is kept at 10.50 percent, and the Standing Deposit Facility (SDF) rate, the lower bound, at 7.50 percent",
        "To keep inflation at 2 percent, the Bank uses the policy rate",
        "to raise the limit on loans at the policy rate to 30 percent of capital",
        "Two members voted in favour of increasing the key rate to 5.25 percent",
        "to maintain the policy rate at 4.00%, or to lower it by 25 basis points",
        "to lower the key rate in the course of the year",
        "In February the Board had kept the repo rate at 4.25%, which its meeting saw as high",
        "the rate decided in spring may be raised to 5 percent, of the interest rate as a whole",
        "decided to cut the VAT rate from 21% to 15%",
        "Governor Lind preferred to raise the key rate by 25 basis points",
        "will raise its tariff to 5 percent",
        "economic conditions are likely to warrant low levels of the key rate",
        "these purchases should put downward pressure on interest rates",
        "will raise its policy rate to 5 percent as soon as inflation is higher than expected",
        "will raise its policy rate to 5 percent unless inflation falls faster than expected",
        "The Base Rate is set at 75 basis points above the lower end of the target range of another bank",
    ],
)
def test_an_outlook_a_wish_or_a_dissent_is_no_decision(quote):
    """What may come, what one member wanted and what is no rate decide nothing."""
    assert rate_decision(quote) is None


@pytest.mark.parametrize(
    ("quote", "stood"),
    [
        ("decided to raise the key rate by 25 basis points to 3-1/4 percent", 3),
        ("decided to lower the key rate by 50 basis points to 0 to 1/2 percent", 1),
        ("approved an increase in the discount rate from 4 percent to 4 3/4 percent", 4),
        ("decided to hold the key rate at 2 percent", 2),
        ("increased the key rate to 2 percent", None),
        ("decided to leave the key rate unchanged", None),
    ],
)
def test_where_a_rate_stood_until_then_is_what_the_text_itself_gives(quote, stood):
    """A level less a step, a "from", or a hold; without these it is not known."""
    decision = rate_decision(quote)
    assert decision
    assert decision.start == stood
