"""Factories for the models in ``case_types_pgvector.models``.

``ChunkFactory()`` saves a chunk; ``ChunkFactory.build()`` makes the same objects
without a database.
"""

from factory.declarations import LazyFunction, Sequence
from pgvector import SparseVector

from case_types_pgvector.models import Chunk, Landmark

from .factory_base import BaseFactory


class ChunkFactory(BaseFactory[Chunk]):
    class Meta:
        model = Chunk

    title = LazyFunction(lambda: [0.1] * 1536)
    embedding = LazyFunction(lambda: [0.1] * 3)
    single = LazyFunction(lambda: [0.1] * 1)
    half = LazyFunction(lambda: [0.1] * 4)
    sparse = LazyFunction(lambda: SparseVector({0: 1.0}, 5))
    any_size = LazyFunction(lambda: [0.1] * 3)


class LandmarkFactory(BaseFactory[Landmark]):
    class Meta:
        model = Landmark

    place = Sequence(lambda n: [n + 1.0, *[0.1] * 2])
