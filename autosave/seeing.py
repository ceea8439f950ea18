"""What a form of the admin holds: its own fields and those of the rows below it.

A state is `{part: {field: values}}`. The part "" is the form itself; "quotations-7" is the row of that key, and
"quotations+0" a row that is not saved yet. Values are as a browser sends them, empty ones left out.
"""

from django.forms import CheckboxInput, FileField, MultiWidget, Textarea

NUMBER_OF_ROWS = 1000


def read_shown(form, formsets):
    """Return the state of forms as they are shown before anybody has typed."""
    state = {"": _read_initial(form)}
    for formset in formsets:
        for row in formset.initial_forms:
            if values := _read_initial(row):
                state[f"{formset.prefix}-{row.instance.pk}"] = values
    return state


def read_typed(data, form, formsets):
    """Return the state that `data`, as sent by a browser, holds; the forms say which fields there are."""
    state = {"": _read_sent(data, form, "")}
    for formset in formsets:
        for number in range(_count_rows(data, formset)):
            prefix = f"{formset.prefix}-{number}"
            key = data.get(f"{prefix}-{_name_of_key(formset)}")
            part = f"{formset.prefix}-{key}" if key else f"{formset.prefix}+{number}"
            if values := _read_sent(data, formset.empty_form, f"{prefix}-"):
                state[part] = values
    return state


def write(state, data, formsets):
    """Put a state into `data`, as a browser would send it, with a row for each that is there now."""
    for name in [name for name in data if any(name.startswith(f"{formset.prefix}-") for formset in formsets)]:
        del data[name]
    _write_values(data, "", state[""])
    for formset in formsets:
        kept = [f"{formset.prefix}-{row.instance.pk}" for row in formset.initial_forms]
        own = (f"{formset.prefix}-", f"{formset.prefix}+")
        new = [part for part in state if part.startswith(own) and part not in kept]
        data[f"{formset.prefix}-TOTAL_FORMS"] = str(len(kept + new))
        data[f"{formset.prefix}-INITIAL_FORMS"] = str(len(kept))
        for number, part in enumerate(kept + new):
            _write_values(data, f"{formset.prefix}-{number}-", state.get(part, {}))
            if part in kept:
                data[f"{formset.prefix}-{number}-{_name_of_key(formset)}"] = part.removeprefix(own[0])
    return data


def find_fields(form, formsets):
    """Return `{(part, name): bound field}`, where part "quotations" stands for each of its rows."""
    forms = {"": form} | {formset.prefix: formset.empty_form for formset in formsets}
    return {(part, name): bound for part, own in forms.items() for bound in own for name, _ in _inputs(own, bound.name)}


def is_prose(bound):
    """Return whether a bound field holds text that can be merged."""
    return isinstance(bound.field.widget, Textarea)


def _read_initial(form):
    return {name: values for field in form.fields for name, values in _inputs(form, field)}


def _read_sent(data, form, prefix):
    names = [name for field in form.fields for name, _ in _inputs(form, field)]
    return {name: [_plain(value) for value in data.getlist(prefix + name) if value] for name in names}


def _write_values(data, prefix, values):
    for name, each in values.items():
        data.setlist(prefix + name, each)


def _inputs(form, field):
    """Yield (name, values) of the inputs of a field that can be typed into."""
    bound = form[field]
    if isinstance(bound.field, FileField) or bound.field.disabled or bound.is_hidden:
        return
    widget = getattr(bound.field.widget, "widget", bound.field.widget)  # Django wraps those of related objects
    value = bound.value()
    if isinstance(widget, MultiWidget):
        for suffix, part, each in zip(widget.widgets_names, widget.widgets, widget.decompress(value), strict=True):
            yield f"{field}{suffix}", _as_sent(part.format_value(each))
    elif isinstance(widget, CheckboxInput):
        yield field, ["on"] if value else []
    elif getattr(widget, "input_type", "") != "password":
        yield field, _as_sent(widget.format_value(value))


def _as_sent(value):
    values = value if isinstance(value, list) else [value]
    return [_plain(str(each)) for each in values if each not in {None, ""}]


def _plain(text):
    return text.replace("\r\n", "\n")


def _count_rows(data, formset):
    count = data.get(f"{formset.prefix}-TOTAL_FORMS", "")
    return min(int(count[:6]), NUMBER_OF_ROWS) if count.isdecimal() else 0


def _name_of_key(formset):
    return formset.model._meta.pk.name
