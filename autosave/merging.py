"""Three states of one form made one: what it showed when it was opened, what was typed since, and what it shows now."""

from dataclasses import dataclass

from django.forms import ModelChoiceField

import markup
from autosave.seeing import find_fields, is_prose

# For all fields of a form together; what takes longer is compared coarsely.
SECONDS_ALLOWED = 1


@dataclass(frozen=True)
class Difference:
    """A field in which what was typed is not what is there now; each side as pieces of text."""

    label: str
    now: list
    typed: list


def merge(base, typed, now, *, prose):
    """Return the state with the changes of both. Where both changed a field, text is merged; other things are as typed.

    `prose` holds the fields whose texts are merged, as (part, name) with the part of a row given by its kind.
    """
    merged = {}
    for part in [*now, *(part for part in typed if part not in now)]:
        if part not in typed:
            merged[part] = now[part]
        elif part in now or typed[part] != base.get(part):  # a row that only the other took out goes
            fields = [base.get(part, {}), typed[part], now.get(part, typed[part])]
            merged[part] = _merge_fields(*fields, {name for kind, name in prose if kind == kind_of(part)})
    return merged


def keep_typed(base, typed, now):
    """Return the state in which all that was typed stands, along with the rows that others have added.

    Rows that others took out, and into which nothing was typed, are not brought back.
    """
    gone = {part for part in typed if part not in now and typed[part] == base.get(part)}
    return {part: values for part, values in (now | typed).items() if part not in gone}


def find_prose(form, formsets):
    """Return the (part, name) of all fields whose texts can be merged."""
    return {at for at, bound in find_fields(form, formsets).items() if is_prose(bound)}


def find_differences(typed, now, form, formsets, *, base=None):
    """Return the differences of two states, in the order of the form; with `base`, those that others have made."""
    fields = find_fields(form, formsets)
    found = []
    for part, name in ((part, name) for part, values in (now | typed).items() for name in values):
        there, here = now.get(part, {}).get(name, []), typed.get(part, {}).get(name, [])
        is_ours = base is not None and base.get(part, {}).get(name, []) == there
        if there != here and not is_ours:
            found.append((fields[kind_of(part), name], part, there, here))
    return [_describe(*each, seconds=SECONDS_ALLOWED / len(found)) for each in found]


def kind_of(part):
    """Return the part of all rows that are like one row."""
    return part.rpartition("-")[0] or part.partition("+")[0]


def _merge_fields(base, typed, now, prose):
    return {
        name: _merge_values(base.get(name, []), typed[name], now.get(name, []), is_text=name in prose) for name in typed
    }


def _merge_values(base, typed, now, *, is_text):
    if typed in (base, now):
        return now
    if now == base or not is_text:
        return typed
    return [markup.merge(*("".join(values) for values in (base, typed, now)))]


def _describe(bound, part, there, here, *, seconds):
    pieces = markup.compare(*(_in_words(bound.field, values) for values in (there, here)), seconds=seconds)
    sides = ([piece for piece in pieces if piece.kind != kind] for kind in ("new", "old"))
    owner = f"{bound.form._meta.model._meta.verbose_name}: " if part else ""
    return Difference(f"{owner}{bound.label}", *sides)


def _in_words(field, values):
    """Return values as a person knows them."""
    if isinstance(field, ModelChoiceField):
        keys = [value for value in values if value.isdecimal()]
        return ", ".join(map(str, field.queryset.filter(pk__in=keys))) or ", ".join(values)
    choices = dict(getattr(field, "choices", ()))
    return ", ".join(str(choices.get(value, value)) for value in values)
