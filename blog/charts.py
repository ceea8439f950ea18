"""Small charts, as numbers that a template draws as SVG."""

from dataclasses import dataclass

HEIGHT, BAR, STEP = 60, 18, 24


@dataclass(frozen=True)
class Bar:
    """A bar of a chart, in units of its SVG; `x` and `y` are its upper left corner."""

    label: int
    count: int
    x: int
    y: float
    height: float


@dataclass(frozen=True)
class BarChart:
    """Bars from left to right, and the size of the whole without labels."""

    bars: list[Bar]
    width: int
    height: int = HEIGHT


def make_bars(counts: dict[int, int]) -> BarChart:
    """Return a chart of `counts` by whole number, such as a year; numbers between the first and last count 0."""
    numbers = range(min(counts, default=0), max(counts, default=-1) + 1)
    highest = max(counts.values(), default=1)
    bars = []
    for place, number in enumerate(numbers):
        height = round(HEIGHT * counts.get(number, 0) / highest, 1)
        bars.append(Bar(number, counts.get(number, 0), place * STEP, round(HEIGHT - height, 1), height))
    return BarChart(bars, width=max(0, len(bars) * STEP - (STEP - BAR)))
