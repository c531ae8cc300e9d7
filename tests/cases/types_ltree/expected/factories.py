"""Factories for the models in ``case_types_ltree.models``.

``NodeFactory()`` saves a node; ``NodeFactory.build()`` makes the same objects without a
database.
"""

from factory.declarations import LazyFunction, Sequence
from sqlalchemy_utils import Ltree

from case_types_ltree.models import Node

from .factory_base import BaseFactory


class NodeFactory(BaseFactory[Node]):
    class Meta:
        model = Node

    near = LazyFunction(lambda: Ltree("root.branch"))
    path = Sequence(lambda n: Ltree(f"root.b{n}"))
