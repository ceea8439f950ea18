"""Small charts, as numbers that a template draws as SVG."""

from dataclasses import dataclass
from datetime import date, timedelta

HEIGHT, BAR, STEP = 60, 18, 24
DAY, WEEKS = 13, 52


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


@dataclass(frozen=True)
class Day:
    """A day of a year's chart; `shade` is 0 for none, and 4 for the most on one day."""

    date: date
    count: int
    shade: int
    x: int
    y: int


@dataclass(frozen=True)
class Month:
    """A month of a year's chart: where its first week stands, and how much there was."""

    date: date
    count: int
    x: int


@dataclass(frozen=True)
class YearChart:
    """Weeks from left to right, each from Monday down to Sunday, and the size of the whole."""

    days: list[Day]
    months: list[Month]
    count: int
    width: int = WEEKS * DAY
    height: int = 7 * DAY


def first_day_of_year(until: date) -> date:
    """Return the Monday with which the chart of the 52 weeks up to a day begins."""
    return until - timedelta(days=until.weekday(), weeks=WEEKS - 1)


def make_year(counts: dict[date, int], *, until: date) -> YearChart:
    """Return a chart of `counts` by day, for the 52 weeks up to `until`."""
    since = first_day_of_year(until)
    highest = max(counts.values(), default=1)
    days = []
    for number in range((until - since).days + 1):
        day, count = since + timedelta(days=number), counts.get(since + timedelta(days=number), 0)
        week, weekday = divmod(number, 7)
        days.append(Day(day, count, -(-4 * count // highest), week * DAY, weekday * DAY))
    return YearChart(days, _find_months(days), sum(day.count for day in days))


def _find_months(days: list[Day]) -> list[Month]:
    starts = {day.date.replace(day=1): day.x for day in reversed(days)}
    sums = {month: sum(day.count for day in days if day.date.replace(day=1) == month) for month in starts}
    return [Month(month, sums[month], x) for month, x in reversed(starts.items())]
