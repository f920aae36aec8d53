"""What one may ask for less of when nobody is found: one thing at a time, and never more."""

from hypothesis import given
from hypothesis import strategies as st

from tremula.core.directory.filters import Filters, looser

WORDS = st.sampled_from(["", "a"])
FILTERS = st.builds(
    Filters,
    q=WORDS,
    specialty=WORDS,
    insurance=WORDS,
    language=WORDS,
    way=st.sampled_from(["", "online"]),
    level=WORDS,
    accepting=st.booleans(),
    years=st.integers(0, 3),
    price=st.none() | st.integers(0, 90),
    near=WORDS,
    within=st.sampled_from([5, 25, 100]),
)


@given(FILTERS)
def test_each_way_changes_exactly_the_thing_it_names(filters: Filters) -> None:
    for way in looser(filters):
        names = [name for name in filters.__struct_fields__ if name != "start"]
        changed = [name for name in names if getattr(filters, name) != getattr(way.filters, name)]
        assert changed == [way.name]


def test_without_filters_there_is_nothing_to_let_go() -> None:
    assert looser(Filters()) == ()


def test_with_a_place_one_may_look_twice_as_far() -> None:
    ways = looser(Filters(near="Berlin", within=25, price=90))
    assert [way.name for way in ways] == ["within", "within", "price"]
    assert [way.filters.within for way in ways] == [50, 0, 25]
    assert [way.name for way in looser(Filters(near="Berlin", within=0, price=90))] == ["price"]
