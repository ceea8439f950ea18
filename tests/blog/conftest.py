"""Props of several files about the blog."""

import pytest

from tests.blog.moments import MARCH

# A refusal that fails shows what it compared.
pytest.register_assert_rewrite("tests.blog.changes")


@pytest.fixture
def posts(make_post):
    """Three posts of three years, made out of order."""
    years = (2009, 2011, 2010)
    return [make_post(f"Of {year}", published_at=MARCH.replace(year=year)) for year in years]
