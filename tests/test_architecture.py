"""Does the house still stand as it was drawn: who may know whom, how long things are, what a template may hold?"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Set
from graphlib import TopologicalSorter
from pathlib import Path

import jinja2
import pytest
from jinja2 import nodes

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "factorygen"
TEMPLATES = ROOT / "templates"

LONGEST_FUNCTION = 50
LONGEST_FILE = 300
LONGEST_TEST_FILE = 600
LONGEST_LADDER = 2

# A room is a module or package of factorygen. What each may import of ours, from the facts upwards; only the rooms
# at the bottom of the page, which put the others together, may import all above them.
MAY_KNOW: dict[str, set[str]] = {
    # facts
    "promises": set(),
    "schema": {"promises"},
    "expression": set(),
    "diagnostics": set(),
    "fingerprint": set(),
    "words": set(),
    "silence": set(),
    "imports": {"expression"},
    # from the user's code to facts
    "readers": {"diagnostics"},
    "config": {"diagnostics", "readers"},
    "environment": set(),
    "options": set(),
    "module_names": {"diagnostics"},
    "import_failure": {"diagnostics", "environment", "module_names"},
    "importing": {"config", "diagnostics", "import_failure", "module_names"},
    "mapped": set(),
    "sources": {"diagnostics", "import_failure", "importing", "mapped", "module_names"},
    "selection": {"diagnostics"},
    "formatting": set(),
    "database": {"diagnostics", "formatting", "introspect", "schema", "silence", "words"},
    "enrichment": {"diagnostics", "schema"},
    "live": {"database", "diagnostics", "enrichment", "mapped"},
    "application": {"importing"},
    "introspect": {"schema", "diagnostics", "application"},
    "user_code": {"diagnostics", "expression", "importing", "imports"},
    # from facts to decisions
    "references": {"schema", "words"},
    "decisions": {"schema", "expression", "diagnostics"},
    "sampling": {"expression", "imports", "diagnostics"},
    "checks": {"schema", "expression", "decisions", "imports", "sampling", "column_rules"},
    "column_rules": {"schema", "expression", "imports", "sampling", "words"},
    "own_words": {"schema", "expression", "diagnostics", "column_rules", "imports", "references", "user_code"},
    "relationship_rules": {"schema", "expression", "decisions", "imports", "references"},
    "plan": {
        *("schema", "expression", "diagnostics", "decisions", "references", "checks"),
        *("column_rules", "relationship_rules", "imports", "own_words", "sampling", "words"),
    },
    # from decisions to files
    "import_lines": {"expression"},
    "own_session": {"decisions", "diagnostics"},
    "render": {"expression", "decisions", "imports", "import_lines", "render_base"},
    "render_base": {"expression", "decisions", "imports"},
    "merge": {"fingerprint", "import_lines"},
    "subjects": {"schema", "decisions", "merge"},
    "lock": {"diagnostics", "merge"},
    "write": {"diagnostics", "lock"},
    "stubs": {"diagnostics", "formatting", "merge", "write"},
    "account": {"fingerprint", "merge"},
    "dependents": {"merge"},
    "split": {"fingerprint", "lock", "merge"},
    "generated": {"diagnostics", "merge"},
    "homes": {"decisions", "expression", "import_lines"},
    "package": {"diagnostics", "formatting", "generated", "lock", "merge", "write"},
    "adoption": {"diagnostics", "generated", "lock", "merge", "write"},
    "regeneration": {
        *("account", "adoption", "dependents", "diagnostics", "fingerprint", "generated"),
        *("lock", "merge", "package", "split", "stubs", "write"),
    },
    "verify": {"database", "diagnostics", "silence"},
    # all of it together
    "generation": {
        "diagnostics",
        "enrichment",
        "formatting",
        "schema",
        "decisions",
        "introspect",
        "merge",
        "own_words",
        "plan",
        "render",
        "sampling",
    },
    "explanation": {"schema", "decisions", "diagnostics", "expression", "references"},
    "project": {
        *("config", "database", "decisions", "diagnostics", "enrichment", "generation", "live", "lock"),
        *("generated", "homes", "own_session", "own_words", "plan", "readers", "render", "selection", "sources"),
        "subjects",
    },
    "init": {
        *("config", "diagnostics", "expression", "formatting", "import_lines", "merge", "project", "render", "write"),
    },
    "verification": {"application", "database", "diagnostics", "importing", "project", "verify"},
}
MAY_KNOW_ALL = {"cli", "telling", "__main__", "__init__"}
# Who may import which library; what is not listed here, only the standard library.
KNOWN_BY: dict[str, set[str]] = {
    "sqlalchemy": {"sources", "mapped", "introspect", "verify", "database"},
    "sqlacodegen": {"database"},
    "inflect": {"database"},
    "typeguard": {"database"},
    "ruff": {"formatting"},
    "factory": {"checks", "plan", "sampling", "verify"},
    "faker": {"sampling", "verify"},
    "jinja2": {"render"},
    "sqlglot": {"checks", "verify", "database"},
    "rstr": {"checks"},
    "libcst": {"merge"},
    "tomli": {"config"},
    "tomlkit": {"init"},
    "tomllib": {"config"},  # Python 3.10 has none
    "typer": {"cli", "options", "telling"},
    "rich": {"telling", "verify"},
}
VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}
SPEAKERS = {"cli", "telling", "__main__"}

MODULES = sorted(PACKAGE.rglob("*.py"))
HAND_WRITTEN = sorted([*MODULES, *(ROOT / "tests").glob("*.py"), *(ROOT / "benchmarks").glob("*.py")])
TEMPLATE_FILES = sorted(TEMPLATES.rglob("*.jinja"))


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports_of(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Each imported module with its line; of ``from factorygen import x`` it is ``factorygen.x``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            whole = module == "factorygen"
            yield from ((node.lineno, f"{module}.{alias.name}" if whole else module) for alias in node.names)


def modules_of(tree: ast.Module, known: Set[str]) -> set[str]:
    """The known modules that are imported; of ``from package import name`` the module of that name if there is one."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            dotted = {f"{module}.{alias.name}" for alias in node.names}
            found.update(name if name in known else module for name in dotted)
    return found & known


def misplaced_imports(room: str, tree: ast.Module) -> list[str]:
    """The imports that a room may not have, as ``line: module``."""
    ours = MAY_KNOW.get(room, set()) | {room, ""}
    found = []
    for line, module in imports_of(tree):
        library, _, rest = module.partition(".")
        if library == "factorygen":
            allowed = room in MAY_KNOW_ALL or rest.partition(".")[0] in ours
        else:
            allowed = library in sys.stdlib_module_names or room in KNOWN_BY.get(library, set())
        if not allowed:
            found.append(f"{line}: {module}")
    return found


def speaks(tree: ast.Module) -> list[str]:
    """Where it prints or ends the program, as ``line: name``."""
    words = {"print", "exit", "quit"}
    found = [(node.lineno, node.id) for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id in words]
    ends = {"sys.exit", "os._exit", "sys.stdout.write", "sys.stderr.write", "raise SystemExit"}
    for node in ast.walk(tree):
        words_of_node = ast.unparse(node).partition("(")[0] if isinstance(node, ast.Attribute | ast.Raise) else ""
        if words_of_node in ends:
            found.append((node.lineno, words_of_node))
    return [f"{line}: {name}" for line, name in sorted(found)]


def ladder_length(node: ast.If) -> int:
    """How many rungs of an if/elif chain ask ``isinstance``."""
    asks = any(isinstance(part, ast.Name) and part.id == "isinstance" for part in ast.walk(node.test))
    below = node.orelse[0] if len(node.orelse) == 1 else None
    return int(asks) + (ladder_length(below) if isinstance(below, ast.If) else 0)


def foreign_nodes(source: str) -> list[str]:
    """What a template holds besides text, names, ``for``, bare ``if`` and ``include``, as ``line: kind``."""
    tree = jinja2.Environment().parse(source)
    return sorted({f"{node.lineno}: {type(node).__name__}" for node in descendants(tree) if not plain(node)})


def descendants(node: nodes.Node) -> Iterator[nodes.Node]:
    for child in node.iter_child_nodes():
        yield child
        if not isinstance(child, nodes.Include):
            yield from descendants(child)


def plain(node: nodes.Node) -> bool:
    if isinstance(node, nodes.For):
        return node.test is None and not node.recursive
    if isinstance(node, nodes.If):
        return isinstance(node.test, nodes.Name | nodes.Getattr)
    if isinstance(node, nodes.Include):
        return isinstance(node.template, nodes.Const)
    return isinstance(node, nodes.Output | nodes.TemplateData | nodes.Name | nodes.Getattr)


@pytest.mark.parametrize("path", MODULES, ids=shown)
def test_a_room_knows_only_the_rooms_and_libraries_it_may(path: Path) -> None:
    room = room_of(path)
    assert room in MAY_KNOW or room in MAY_KNOW_ALL, "a new room: say in MAY_KNOW what it may import"
    assert misplaced_imports(room, parsed(path)) == []


@pytest.mark.parametrize(
    ("room", "line"),
    [
        ("schema", "from factorygen.expression import Code"),
        ("schema", "from factorygen import plan"),
        ("plan", "from sqlalchemy.orm import Mapper"),
        ("plan", "import jinja2"),
        ("render", "def late():\n    import factorygen.introspect"),
        ("write", "from typer import echo"),
        ("plan", "import numpy"),
    ],
)
def test_a_misplaced_import_is_found(room: str, line: str) -> None:
    assert misplaced_imports(room, ast.parse(line))


def test_no_modules_import_each_other_in_a_circle() -> None:
    names = {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in MODULES}
    graph = {name: modules_of(parsed(path), names.keys()) for name, path in names.items()}
    TopologicalSorter(graph).prepare()  # a CycleError names the circle


@pytest.mark.parametrize("path", MODULES, ids=shown)
def test_imports_name_the_whole_way(path: Path) -> None:
    relative = [node.lineno for node in ast.walk(parsed(path)) if isinstance(node, ast.ImportFrom) and node.level]
    assert relative == []


@pytest.mark.parametrize("path", [path for path in MODULES if room_of(path) not in SPEAKERS], ids=shown)
def test_only_the_cli_prints_or_exits(path: Path) -> None:
    assert speaks(parsed(path)) == []


@pytest.mark.parametrize("line", ["print('x')", "sys.exit(2)", "raise SystemExit(2)", "sys.stderr.write('x')"])
def test_printing_and_exiting_are_found(line: str) -> None:
    assert speaks(ast.parse(line))


@pytest.mark.parametrize("path", MODULES, ids=shown)
def test_a_module_opens_with_what_it_answers(path: Path) -> None:
    assert ast.get_docstring(parsed(path))


@pytest.mark.parametrize("path", HAND_WRITTEN, ids=shown)
def test_no_vague_names(path: Path) -> None:
    assert not VAGUE & {word for part in path.relative_to(ROOT).with_suffix("").parts for word in part.split("_")}


@pytest.mark.parametrize("path", HAND_WRITTEN, ids=shown)
def test_files_and_functions_are_short(path: Path) -> None:
    longest = LONGEST_TEST_FILE if path.parent.name == "tests" else LONGEST_FILE
    assert len(path.read_text(encoding="utf-8").splitlines()) <= longest
    functions = [node for node in ast.walk(parsed(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    lengths = {node.name: (node.end_lineno or node.lineno) - node.lineno + 1 for node in functions}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}


@pytest.mark.parametrize("path", MODULES, ids=shown)
def test_no_ladder_of_isinstance(path: Path) -> None:
    ladders = [node for node in ast.walk(parsed(path)) if isinstance(node, ast.If)]
    assert [node.lineno for node in ladders if ladder_length(node) > LONGEST_LADDER] == []


@pytest.mark.parametrize("path", sorted((ROOT / "tests").glob("*.py")), ids=shown)
def test_the_tests_mock_nothing(path: Path) -> None:
    assert [module for _, module in imports_of(parsed(path)) if "mock" in module] == []


@pytest.mark.parametrize("path", TEMPLATE_FILES, ids=shown)
def test_a_template_decides_nothing(path: Path) -> None:
    assert foreign_nodes(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", TEMPLATE_FILES, ids=shown)
def test_a_template_is_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


def test_every_part_of_a_template_has_its_place() -> None:
    trees = [jinja2.Environment().parse(path.read_text(encoding="utf-8")) for path in TEMPLATE_FILES]
    included = {one.template.value for tree in trees for one in tree.find_all(nodes.Include)}
    parts = {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATE_FILES if not path.name.endswith(".py.jinja")}
    assert included == parts


@pytest.mark.parametrize(
    "source",
    [
        "class {{ factory.name }}:",
        "{% for line in module.lines %}{{ line }}{% else %}pass{% endfor %}",
        "{% if trait %}x{% elif base.late %}y{% else %}z{% endif %}",
        "{% include '_base.jinja' %}",
    ],
)
def test_a_plain_template_passes(source: str) -> None:
    assert foreign_nodes(source) == []


@pytest.mark.parametrize(
    "source",
    [
        "{{ name | upper }}",
        "{{ name() }}",
        "{{ names[0] }}",
        "{{ 'text' }}",
        "{{ a ~ b }}",
        "{% if a == b %}x{% endif %}",
        "{% if not a %}x{% endif %}",
        "{% if a is defined %}x{% endif %}",
        "{% if a %}x{% elif a and b %}y{% endif %}",
        "{% for a in b if a %}x{% endfor %}",
        "{% for a, b in c %}x{% endfor %}",
        "{% for a in b() %}x{% endfor %}",
        "{% set a = b %}",
        "{% macro a() %}{% endmacro %}",
        "{% include name %}",
        "{% include 'a' ~ 'b' %}",
        "{% extends 'a' %}",
        "{% raw %}x{% endraw %}{% block a %}{% endblock %}",
    ],
)
def test_a_template_with_logic_fails(source: str) -> None:
    assert foreign_nodes(source)
