"""Generated texts are read by Python's own parser, and found to be what libcst finds them to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from factorygen.merge.elements import Document, read
from factorygen.merge.generated_text import read_generated
from factorygen.merge.module import parsed

HERE = Path(__file__).parent
GENERATED = [*sorted(HERE.glob("cases/*/expected/**/*.py")), *sorted(HERE.parent.glob("generated_example/tests/*.py"))]
COMMENTED = '''# what stands above all
"""Factories."""

import app.models as models, os.path
from . import factory_base
from app.others import *

a, (b, [c]) = 1, (2, [3])  # Unpacked.
d: int
# Of nothing in particular.

# Two comments.

if a:
    # Inside of it.
    b = 2
print("# no comment", a)
print(b)


# Of the class.
@decorated
@decorated_by(  # why
    a,
)
# Between.
class OneFactory(
    Base,  # its base
    metaclass=Meta,
):  # on the line

    # Of the docstring.
    """One."""

    # Of Meta.
    class Meta:
        # Of the model.
        model = models.One
        exclude = ("text",)

    class Params:
        class Nested:
            x = 1

        @property
        def y(self):
            return """
# in a text
"""

    text = "\u2028 \x0c"
    one = SubFactory("app.factories.OneFactory")  # Of it.
    """
  A text.
    """


class OneFactory:
    pass


class OtherFactory(Base[models.One]):
    class Meta:
        model = "One"

    other = SubFactory(OneFactory)
'''


def found(document: Document) -> list[object]:
    each = [inner for one in document.elements for inner in one.all()]
    code = ["" if one.inner else document.module.code_for_node(one.node) for one in each]
    return [(one.key, one.mark, one.called, one.is_class, said) for one, said in zip(each, code, strict=True)]


def compared(text: str) -> None:
    slowly, quickly = read(parsed(text), lambda model: model, {}, {}), read_generated(text, lambda: parsed(text), {})
    assert found(quickly) == found(slowly)
    assert quickly.imports == slowly.imports
    assert quickly.taken == slowly.taken


@pytest.mark.parametrize("path", GENERATED, ids=lambda path: str(path.relative_to(HERE.parent)))
def test_what_is_generated(path: Path) -> None:
    compared(path.read_text())


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_comments_and_what_is_never_generated(newline: str) -> None:
    compared(COMMENTED.replace("\n", newline))


@pytest.mark.parametrize("text", ["", "# alone\n", "a = 1; b = 2\n", "class A: ...\n", "class A:\n    x = 1; y = 2\n"])
def test_several_statements_on_a_line_and_none(text: str) -> None:
    compared(text)
