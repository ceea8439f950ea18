"""Days and times as people write them, in English, German, French and Russian."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Moment:
    """What a text says of a day and a time; what it does not say is None, a weekday counts from Monday, 0."""

    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    days_later: int | None = None
    clock: time | None = None
    is_half_day: bool = False
    zone: ZoneInfo | None = None

    @property
    def names_day(self) -> bool:
        return (self.day, self.weekday, self.days_later) != (None, None, None)


_month_names = (
    "jan january januar jänner janvier январь января янв",
    "feb february februar février fév févr февраль февраля фев",
    "mar march märz mars март марта мар",
    "apr april avril avr апрель апреля апр",
    "may mai май мая",
    "jun june juni juin июнь июня",
    "jul july juli juillet juil июль июля",
    "aug august août aout август августа авг",
    "sep sept september septembre сентябрь сентября сен сент",
    "oct october okt oktober octobre октябрь октября окт",
    "nov november novembre ноябрь ноября ноя",
    "dec december dez dezember décembre déc декабрь декабря дек",
)
_weekday_names = (
    "monday montag lundi понедельник",
    "tuesday dienstag mardi вторник",
    "wednesday mittwoch mercredi среда среду",
    "thursday donnerstag jeudi четверг",
    "friday freitag vendredi пятница пятницу",
    "saturday samstag sonnabend samedi суббота субботу",
    "sunday sonntag dimanche воскресенье",
)
# Who writes EST in summer means the time on the clock, so zones are those of places.
_zone_names = {
    "America/New_York": "EST EDT ET Eastern eastern",
    "America/Chicago": "CST CDT CT Central central",
    "America/Denver": "MST MDT MT Mountain mountain",
    "America/Los_Angeles": "PST PDT PT Pacific pacific",
    "UTC": "GMT UTC",
    "Europe/London": "BST",
    "Europe/Berlin": "CET CEST MEZ MESZ",
    "Europe/Moscow": "MSK МСК Мск мск",
}
_months = {name: number for number, names in enumerate(_month_names, 1) for name in names.split()}
_long_weekdays = {name: number for number, names in enumerate(_weekday_names) for name in names.split()}
_weekdays = _long_weekdays | {name[:3]: number for name, number in _long_weekdays.items() if name.endswith("day")}
_zones = {name: place for place, names in _zone_names.items() for name in names.split()}
# The relation of a day to that of the post.
_relations = {"yesterday": -1, "gestern": -1, "hier": -1, "вчера": -1, "today": 0, "heute": 0, "сегодня": 0}
_relations |= {"aujourd'hui": 0, "aujourd’hui": 0, "this morning": 0, "this morning's": 0, "this morning’s": 0}
_later = {"next day": 1, "lendemain": 1, "nächster tag": 1, "nächsten tag": 1, "на следующий день": 1}


def _any(names: dict[str, int] | dict[str, str]) -> str:
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))


_month = rf"(?:{_any(_months)})\b\.?"
_year = r"(?:19|20)\d\d(?!\d)"
_pieces = {
    "iso": rf"(?<!\d){_year}-\d\d-\d\d(?!\d)",
    "named": rf"(?<!\d)\d{{1,2}}(?:st|nd|rd|th|er|\.)?\s?(?:of |de )?{_month}(?:,?\s{_year})?",
    "american": rf"\b{_month}\s?\d{{1,2}}(?:st|nd|rd|th)?(?!\d|:\d)(?:,?\s{_year})?",
    "plain": r"(?<![\d.,/])(?:[01]?\d|2[0-3])(?::|\s?h\s?)[0-5]\d(?!\d|:\d|\s?[ap]\.?\s?m\b)",
    "clock": r"(?<![\d.,/])\d{1,2}(?:[:.]\d\d)?\s?(?:[ap]\.?\s?m\b\.?|uhr\b|h\b)",
    "numbers": r"(?<![\d./])\d{1,2}(?:\.\d{1,2}\.|/\d{1,2}/|-\d{1,2}-)(?:\d{4}|\d\d)(?!\d)"
    r"|(?<![\d./])\d{1,2}/\d{1,2}(?![\d/])|(?<![\d./])(?:\d{1,2}\.\d{1,2}\.(?!\d)|\d\d\.\d\d(?![.\d]))",
    # Short names are also other words, in French among others.
    "weekday": rf"\b(?:{_any(_long_weekdays)})\b|\b(?:mon|tue|wed|thu|fri|sat|sun)\b(?=[.,:)\]]|\s\d)\.?",
    "zone": rf"(?-i:\b(?:{_any(_zones)})\b)|\bпо москве\b|\bмосковского времени\b",
    "later": rf"\b(?:{_any(_later)})\b",
}
# One of the above, to be read without regard to case.
PIECE = "|".join(f"(?:{pattern})" for pattern in _pieces.values())
_compiled = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _pieces.items()}
_relation = re.compile(rf"\b(?:{_any(_relations)})(?!\w)")
_number = re.compile(r"\d+")
_half = re.compile(r"([ap])\.?\s?m\b", re.IGNORECASE)


def read_moment(text: str, *, is_english: bool) -> Moment:
    """Return what `text` says of a day and a time; in English 5/6 is in May, and 7:30 may be in the evening."""
    said: dict[str, object] = {}
    for name, read in _readers.items():
        found = _compiled[name].search(text)
        values = read(found[0], is_english=is_english) if found else {}
        if found and values:
            said = values | said
            # What was read is not read again as something else.
            text = f"{text[: found.start()]} | {text[found.end() :]}"
    return Moment(**said)  # type: ignore[arg-type]


def read_relation(text: str) -> int | None:
    """Return how many days after the post `text` says it was, where it says yesterday or today."""
    found = _relation.search(text)
    return _relations[found[0]] if found else None


def time_of_update(moment: Moment, published_at: datetime) -> datetime | None:
    """Return when an update of a post was published, or None if the text does not say, or says what cannot be.

    It is never before the post. A day without a time begins at midnight, or when the post was published.
    """
    zone: tzinfo | None = moment.zone or published_at.tzinfo
    start = published_at.astimezone(zone)
    day = _day(moment, start.date(), forward=True) if moment.names_day else start.date()
    if day is None or (moment.clock is None and not moment.names_day):
        return None
    if moment.clock is None:
        return max(datetime.combine(day, time(), zone), start) if day >= start.date() else None
    at = datetime.combine(day, moment.clock, zone)
    later = [at + timedelta(hours=12)] * moment.is_half_day + [at + timedelta(1)] * (not moment.names_day)
    return next((one for one in (at, *later) if one >= start.replace(second=0, microsecond=0)), None)


def day_said(moment: Moment, published_at: datetime) -> date | None:
    """Return the day on which words were said that a post quotes, never after it; None if the text does not say."""
    return _day(moment, published_at.date(), forward=False) if moment.names_day else None


def _day(moment: Moment, start: date, *, forward: bool) -> date | None:
    """Return the day that is meant: from `start` on, or with `forward` false up to it."""
    sign = 1 if forward else -1
    if moment.days_later is not None:
        return start + timedelta(moment.days_later)
    if moment.day is None or moment.month is None:
        distance = sign * ((moment.weekday or 0) - start.weekday()) % 7
        return start + timedelta(sign * distance)
    years = [moment.year] if moment.year else [start.year, start.year + sign]
    days = [day for year in years if (day := _date(year, moment.month, moment.day))]
    return next((day for day in days if sign * (day - start).days >= 0), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _read_iso(text: str, **_: bool) -> dict[str, object]:
    year, month, day = map(int, text.split("-"))
    return {"day": day, "month": month, "year": year} if 1 <= month <= 12 else {}


def _read_named(text: str, **_: bool) -> dict[str, object]:
    numbers = [int(number) for number in _number.findall(text)]
    name = next(word for word in re.findall(r"[^\W\d_]+", text.lower()) if word in _months)
    return {"day": numbers[0], "month": _months[name], "year": numbers[1] if len(numbers) > 1 else None}


def _read_numbers(text: str, *, is_english: bool) -> dict[str, object]:
    first, second, *rest = (int(number) for number in _number.findall(text))
    month, day = (first, second) if is_english and "." not in text else (second, first)
    if month > 12:
        month, day = day, month
    year = rest[0] + (2000 if rest[0] < 70 else 1900) * (rest[0] < 100) if rest else None
    if month > 12 and "." in text and not rest:
        # 15.30 is no day.
        return _read_clock(text, is_english=is_english)
    return {"day": day, "month": month, "year": year} if month <= 12 else {}


def _read_clock(text: str, *, is_english: bool) -> dict[str, object]:
    hour, minute = [*(int(number) for number in _number.findall(text)), 0][:2]
    half = _half.search(text)
    if half:
        hour = hour % 12 + (12 if half[1] in "pP" else 0)
    if hour > 23 or minute > 59:
        return {}
    return {"clock": time(hour, minute), "is_half_day": is_english and not half and hour < 12}


def _read_weekday(text: str, **_: bool) -> dict[str, object]:
    return {"weekday": _weekdays[text.lower().rstrip(".")]}


def _read_zone(text: str, **_: bool) -> dict[str, object]:
    return {"zone": ZoneInfo(_zones.get(text, "Europe/Moscow"))}


def _read_later(text: str, **_: bool) -> dict[str, object]:
    return {"days_later": _later[text.lower()]}


_readers: dict[str, Callable[..., dict[str, object]]] = {
    "iso": _read_iso,
    "named": _read_named,
    "american": _read_named,
    "plain": _read_clock,
    "clock": _read_clock,
    "numbers": _read_numbers,
    "weekday": _read_weekday,
    "zone": _read_zone,
    "later": _read_later,
}
