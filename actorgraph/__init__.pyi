from actorgraph.bolt import Rows as Rows
from actorgraph.errors import ActorgraphError as ActorgraphError
from actorgraph.errors import BadData as BadData
from actorgraph.errors import BadInput as BadInput
from actorgraph.errors import GraphError as GraphError
from actorgraph.errors import QueryError as QueryError
from actorgraph.errors import Refused as Refused
from actorgraph.errors import UnknownName as UnknownName
from actorgraph.errors import Unreachable as Unreachable
from actorgraph.graph import Graph as Graph
from actorgraph.graph import open as open  # noqa: A004  (as in gzip.open)
from actorgraph.loading import Loaded as Loaded
from actorgraph.model import Article as Article
from actorgraph.model import Mention as Mention
from actorgraph.model import Record as Record
from actorgraph.model import Relation as Relation
from actorgraph.read import Skipped as Skipped

__all__: list[str]
__version__: str
