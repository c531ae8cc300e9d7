"""What does a trait have to set besides what it is for, so that the CHECKs still hold?"""

from __future__ import annotations

from factorygen.expression import Argument, call, literal
from factorygen.imports import SUB_FACTORY
from factorygen.plan.checked import Besides, Checked, Setting, besides
from factorygen.relationship_rules import Wiring


def traits(setting: Setting, solved: Checked, wiring: Wiring) -> dict[str, tuple[Argument, ...] | None]:
    """For each optional foreign key, by its name, what is set beside its parent; None where no CHECK would hold."""
    optional = [one for one in setting.references if not one.required and solved.filled.isdisjoint(one.columns)]
    found = {one.name: besides(setting, solved, one) for one in optional}
    return {name: arguments(setting, changes, wiring) if changes else None for name, changes in found.items()}


def arguments(setting: Setting, changes: Besides, wiring: Wiring) -> tuple[Argument, ...] | None:
    """What a trait sets besides. A foreign key is emptied and filled by its parent's name.

    None where the parent to be emptied stands in Params: factory_boy may take that over what a trait says.
    """
    parents = {key: reference for reference in setting.references for key in reference.columns}
    emptied = dict.fromkeys(parents[key] for key in changes.emptied if key in parents)
    filled = dict.fromkeys(parents[key] for key in changes.filled)
    if any(reference.relationship is None for reference in emptied):
        return None
    return (
        *(Argument.named(one.name, literal(None)) for one in emptied),
        *(Argument.named(key, literal(None)) for key in changes.emptied if key not in parents),
        *(Argument.named(one.name, call(SUB_FACTORY, wiring.factory(one.target))) for one in filled),
        *(Argument.named(one.attribute, one.expression) for one in changes.declarations),
    )
