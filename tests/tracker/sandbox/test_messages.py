"""What is read of a child's messages."""

import pickle

import pytest

from tracker.domain import Kind
from tracker.sandbox.messages import HEADER, pack_message, unpacked


class Told:
    """Is written as a call, as some interpreters write members of enumerations."""

    def __init__(self, call, *given):
        self.call, self.given = call, given

    def __reduce__(self):
        return self.call, self.given


def test_a_kind_of_unit_is_a_value_however_the_interpreter_writes_it():
    """Python 3.11.2, which a stable Debian has, writes a member as getattr of its class."""
    assert unpacked(pack_message(Kind.U_OWN)[HEADER:]) is Kind.U_OWN
    assert unpacked(pack_message(Told(getattr, Kind, "U_OWN"))[HEADER:]) is Kind.U_OWN


@pytest.mark.parametrize(
    "given", [(Kind, "__class__"), (Kind, "mro"), ("text", "upper"), (Exception, "__init__")]
)
def test_nothing_else_is_taken_from_a_class(given):
    """A child that was taken over gets no way to a function."""
    with pytest.raises(pickle.UnpicklingError):
        unpacked(pack_message(Told(getattr, *given))[HEADER:])
