"""Props of the files about areas."""

import pytest

from sidebar.models import Widget


@pytest.fixture
def make_widget(db):
    """Make a widget as the admin would; `options` of kinds that are not there are kept as given."""

    def make(kind, *, area="footer", is_checked=True, options=None, **fields):
        widget = Widget(area=area, kind=kind, options=options or {}, **fields)
        if is_checked:
            widget.full_clean()
        widget.save()
        return widget

    return make
