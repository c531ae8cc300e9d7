"""How does generated code name the members of an enum?"""

from __future__ import annotations

from keyword import iskeyword

from factorygen.expression import Code, Name, code, literal, splice
from factorygen.schema import ColumnType, PythonName


def enum_class(name: PythonName) -> Code:
    """The class; its name may hold dots, where it is nested."""
    return code(Name(name.module, name.qualname))


def member(name: PythonName, label: str) -> Code:
    """``Status.NEW``, or ``Status["new one"]`` where the name is none that Python reads behind a dot."""
    dotted = label.isidentifier() and not iskeyword(label) and not label.startswith("__")  # which is mangled in classes
    return splice(enum_class(name), f".{label}") if dotted else splice(enum_class(name), "[", literal(label), "]")


def labelled(type_: ColumnType, label: str | int) -> Code:
    """What a column of a type with labels is given: the member, or the text where there is no class to import."""
    return member(type_.enum, str(label)) if type_.enum is not None and type_.enum.importable else literal(label)
