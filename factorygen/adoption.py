"""How does a module of factories that others wrote come to be kept up to date?

All that is in it is the user's. Models without a factory get one in the module's own style, and it needs no base of
ours; from then on its lock says so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from factorygen import lock, write
from factorygen.diagnostics import FactorygenError
from factorygen.generated import Generated
from factorygen.merge import Baseline, Part, adopt, fresh, styled


@dataclass(frozen=True)
class TakenOver:
    """What is generated for such a module, what it is compared with, and what has to be declared in it."""

    generated: Generated
    baseline: Baseline
    required: Part


def is_taken_over(generated: Generated) -> bool:
    """Whether the lock says that others wrote the factories."""
    path = lock.path_of(generated.factories)
    return lock.is_lock(path) and lock.read(path).adopted and generated.factories.exists()


def taken_over(generated: Generated) -> TakenOver:
    """The generated in the style of the module that is there; at first, nothing of it is missing in the module."""
    path = generated.factories
    before = write.on_disk(path)
    if before is None:
        raise FactorygenError(str(path), "is not there, so there is nothing to adopt", "leave --adopt out")
    generated.require_python(path, before)
    text = styled(before, generated.files[path])
    wanted = fresh(generated.files[path], generated.subjects).baseline.lines
    required = frozenset((line.scope, line.name) for line in wanted if line.scope and line.mark != "-")
    known = lock.baseline(path, path) if is_taken_over(generated) else adopt(before, text, generated.subjects)
    plain = replace(generated, files={path: text}, base=frozenset())
    return TakenOver(plain, known, Part(required=required))
