"""The reference of the graph's properties is current."""

from pathlib import Path

import pytest

from actorgraph.errors import BadData
from actorgraph.schema import properties, schema_page

PAGE = Path(__file__).parent.parent / "docs" / "schema.md"


def test_page_is_current() -> None:
    assert PAGE.read_text("utf-8") == schema_page(), "write it again: python -m actorgraph.schema > docs/schema.md"


def test_every_property_has_a_meaning() -> None:
    for of in ("ACTOR", "ARTICLE", "CLAIM", "MENTIONS", "REPRESENTS"):
        assert all(kind and meaning for kind, meaning in properties(of).values())
    with pytest.raises(BadData, match="NOTHING"):
        properties("NOTHING")
