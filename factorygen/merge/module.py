"""What is the text that keeps the user's edits, and what has become of each declaration in it?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import lru_cache

import libcst as cst

from factorygen.fingerprint import tree_of
from factorygen.merge.adoption import adopted, in_style, inherited, style_of
from factorygen.merge.bindings import bindings, import_of, imported_by, names_bound
from factorygen.merge.elements import DOCSTRING, Document, Element, read
from factorygen.merge.facts import Baseline, Subject
from factorygen.merge.findings import Finding, Review, declared_in
from factorygen.merge.generated_text import read_generated
from factorygen.merge.import_edits import Calls, ImportEdits, Source, calls, needed
from factorygen.merge.layout import Names, arranged
from factorygen.merge.mentions import followed
from factorygen.merge.obstacles import without_obstacles
from factorygen.merge.order import in_order
from factorygen.merge.parts import WHOLE, Part
from factorygen.merge.remembered import Memory
from factorygen.merge.renames import Renames, detect, factory_of
from factorygen.merge.rewriting import retargeted
from factorygen.merge.threeway import USERS, Outcome, Verdict, as_generated, compare, every

BOM = "\ufeff"
MOVES = frozenset({Verdict.ADDED, Verdict.UPDATED, Verdict.REMOVED})
Key = tuple[str, str]


@dataclass(frozen=True)
class Merged:
    """A merged text, what became of each declaration in it, and what the lock has to know."""

    text: str
    outcomes: tuple[Outcome, ...]
    findings: tuple[Finding, ...]
    baseline: Baseline
    names: Mapping[str, str] = field(default_factory=dict)
    """What the class of each scope is called."""
    renames: Renames = field(default_factory=Renames)


def fresh(new: str, subjects: Sequence[Subject] = (), part: Part = WHOLE) -> Merged:
    """The new text as it is: there is nothing to be merged with."""
    document = read_anew(new, part)
    outcomes = tuple(compare((), document.elements, Baseline()))
    memory = Memory(outcomes, Baseline(), subjects_by_scope(document, subjects), ())
    imports = frozenset(one.source for one in document.imports)
    return Merged(new, outcomes, (), Baseline(memory.lines(), imports), _called(document))


def merge(old: str, new: str, baseline: Baseline, subjects: Sequence[Subject] = (), part: Part = WHOLE) -> Merged:
    """The old text with what has changed between what was generated last and the new text.

    ``subjects`` are the models whose factories are in it. Raises SyntaxError for an old text that does not parse.
    """
    target = read_anew(new.replace("\n", parsed(old).default_newline), part)
    by_scope = subjects_by_scope(target, subjects)
    renames = detect(baseline, by_scope)
    disk = _disk_document(old, target, baseline, part)
    return _Merge(disk, target, baseline, by_scope, renames, part.under(renames)).merged(old)


def adopt(old: str, new: str, subjects: Sequence[Subject] = ()) -> Baseline:
    """What a module that others wrote is taken over with: all that is in it is the user's."""
    target = read_anew(new)
    disk = _disk_document(old, target, Baseline(), WHOLE)
    return adopted(fresh(new, subjects).baseline, disk)


def styled(old: str, new: str) -> str:
    """The new text as the author of the old one would write it."""
    disk = _disk_document(old, read_anew(new), Baseline(), WHOLE)
    return in_style(cst.parse_module(new), style_of(disk)).code


def imports_of(text: str) -> frozenset[Source]:
    """What a module imports."""
    return frozenset(one.source for one in bindings(parsed(text).body))


def bound_in(text: str) -> frozenset[str]:
    """The names that a module has at its top level, imported ones included."""
    return frozenset(name for statement in parsed(text).body for name in names_bound(statement))


def factories_in(text: str, new: str, baseline: Baseline) -> Mapping[str, str]:
    """What the factories of models are called that stand in a text."""
    target = read_anew(new)
    models = target.factories.keys() | baseline.by_scope.keys()
    disk = _disk_document(text, target, baseline, WHOLE)
    return {scope: one.called for scope, one in disk.factories.items() if scope in models}


def resembles(old: str, new: str) -> bool:
    """Whether a text without a lock was generated all the same: something at its top level is as it is generated."""
    target = read_anew(new)
    disk = _disk_document(old, target, Baseline(), WHOLE)
    here = {one.key: one.mark for one in disk.elements if one.mark and not one.name.startswith(DOCSTRING)}
    return any(here.get(one.key) == one.mark for one in target.elements)


def read_anew(text: str, part: Part = WHOLE) -> Document:
    return read_generated(text, lambda: parsed(text), part.named if part.package else {})


def _called(document: Document) -> Mapping[str, str]:
    return {scope: one.called for scope, one in document.factories.items()}


def subjects_by_scope(document: Document, subjects: Sequence[Subject]) -> Mapping[str, Subject]:
    """The models by the scope of their factory in the new text."""
    scopes = {one.called: scope for scope, one in document.factories.items()}
    return {scopes[one.factory]: one for one in subjects if one.factory in scopes}


@lru_cache(maxsize=8)
def parsed(text: str) -> cst.Module:
    """A text as a module; SyntaxError if Python does not read it."""
    tree_of(text.removeprefix(BOM))
    try:
        return cst.parse_module(text.removeprefix(BOM))
    except cst.ParserSyntaxError as error:
        raise SyntaxError(error.message, ("", error.raw_line, error.raw_column, "")) from None


def _disk_document(text: str, target: Document, baseline: Baseline, part: Part) -> Document:
    before = baseline.by_scope
    models = target.factories.keys() | {scope for scope in before if scope}
    last = {scope: factory_of(lines) for scope, lines in before.items()}
    prefer = {**_called(target), **{scope: name for scope, name in last.items() if name}}

    def scope_of(model: str) -> str:
        if model in models:
            return model
        name = model.rpartition(".")[2]
        alike = [scope for scope in target.factories if scope.rpartition(".")[2] == name]
        return alike[0] if len(alike) == 1 else ""

    return read(parsed(text), scope_of, prefer, part.named)


@dataclass(frozen=True)
class _Merge:
    """One file's merge."""

    disk: Document
    new: Document
    baseline: Baseline
    subjects: Mapping[str, Subject]
    renames: Renames
    part: Part

    def merged(self, old: str) -> Merged:
        applied = self.renames.applied(self.baseline)
        known = replace(
            applied, lines=frozenset(one for one in applied.lines if self.part.has(one.scope, bool(one.scope)))
        )
        elements = tuple(self._under_new_name(one, known) for one in self.disk.elements)
        outcomes = tuple(compare(elements, self._wanted, known))
        given_up = {
            one.disk.called
            for one in outcomes
            if one.disk and self._class_name(one, outcomes, known) != one.disk.called
        }
        outcomes = without_obstacles(outcomes, self.disk, self.new, given_up, self.part)
        outcomes = tuple(as_generated(one, known) for one in outcomes) if self.part.relaid else outcomes
        names, found = self._names(outcomes, known)
        text = self._text(outcomes, elements, names, found, old)
        review = Review(outcomes, known, self.subjects, self.renames, self._unset(outcomes))
        findings = tuple(review.findings())
        lines = Memory(outcomes, known, self.subjects, findings).lines()
        return Merged(text, outcomes, findings, Baseline(lines, self._our_imports()), names.classes, self.renames)

    def _unset(self, outcomes: Sequence[Outcome]) -> frozenset[Key]:
        """What has to be declared in a module that was taken over, and is not."""
        there = {top.key[0]: inherited(self.disk, top.element.called) | declared_in(top) for top in outcomes}
        return frozenset((scope, name) for scope, name in self.part.required if name not in there.get(scope, {name}))

    @property
    def _wanted(self) -> tuple[Element, ...]:
        """What of the new is for this file."""
        return tuple(one for one in self.new.elements if not one.mark or self.part.has(one.scope, one.is_class))

    # ---- names

    def _under_new_name(self, one: Element, known: Baseline) -> Element:
        """A declaration of what was renamed, by its new name; unless that is there already."""
        scope = self.renames.scope(one.scope)
        there = {inner.name for inner in one.inner}
        inner = tuple(self._attribute(each, scope, there, known) for each in one.inner)
        return replace(one, scope=scope, inner=inner)

    def _attribute(self, one: Element, scope: str, there: Iterable[str], known: Baseline) -> Element:
        name = self.renames.name(scope, one.name)
        inner = tuple(self._attribute(each, scope, (), known) for each in one.inner)
        changes = {old: new for (of, old), new in self.renames.attributes.items() if of == scope}
        node = one.node if one.inner or not changes else followed(one.node, changes)
        if name != one.name and name not in there:
            return replace(one, scope=scope, name=name, inner=inner).with_node(retargeted(node, name))
        return replace(one, scope=scope, inner=inner).with_node(node)

    def _names(self, outcomes: Sequence[Outcome], known: Baseline) -> tuple[Names, Calls]:
        """What everything is called in the end."""
        found = calls(self.disk, self.new, self.baseline.imports)
        imported = frozenset(one.called for one in self.disk.imports) - found.superseded
        classes = {
            one.key[0]: self._class_name(one, outcomes, known, imported) for one in outcomes if one.element.is_class
        }
        fresh = {one.called: classes[scope] for scope, one in self.new.factories.items() if scope in classes}
        fresh |= self._from_elsewhere()
        there = {one.called: one.becomes for one in self.part.elsewhere if one.becomes}
        there |= {one.called: classes.get(self.renames.scope(scope), one.called) for scope, one in self._disk_classes()}
        again = {old: found.names[new] for old, new in found.renamed.items()}
        return Names(found.names, fresh, {**again, **self._models_renamed(found)}, there, classes), found

    def _from_elsewhere(self) -> Mapping[str, str]:
        """How this module reaches factories that stand in another one."""
        if self.part.package:
            return {one.generated: one.becomes for one in self.part.elsewhere}
        imported = {one.name: one.called for one in self.disk.imports}
        there = {one.scope: one for one in self.part.elsewhere}
        named = {one.called: there[scope] for scope, one in self.new.factories.items() if scope in there}
        return {name: imported.get(one.called, one.path) for name, one in named.items()}

    def _disk_classes(self) -> Iterable[tuple[str, Element]]:
        return self.disk.factories.items()

    def _class_name(
        self, one: Outcome, outcomes: Sequence[Outcome], known: Baseline, imported: Set[str] = frozenset()
    ) -> str:
        """The user's name for a factory, if he has given it one; what other files import keeps its name as well."""
        if one.disk is None or one.new is None:
            return one.element.called
        last = factory_of(known.of(one.key)) or one.new.called
        staying = (other.disk.called for other in outcomes if other.disk and other.verdict in USERS and not other.new)
        moved = self.part.elsewhere and not self.part.package
        if moved or one.disk.called != last or one.new.called in (*staying, *imported):
            return one.disk.called
        return one.new.called

    def _models_renamed(self, found: Calls) -> Mapping[str, str]:
        """Models under their old names, and what they are called now."""
        old = {one.meaning: one.called for one in self.disk.imports}
        new = {one.meaning: found.names[one.called] for one in self.new.imports}
        pairs = self.renames.scopes.items()
        return {old[was]: new[now] for was, now in pairs if was in old and now in new and old[was] != new[now]}

    # ---- text

    def _text(
        self, outcomes: Sequence[Outcome], elements: Sequence[Element], names: Names, found: Calls, old: str
    ) -> str:
        moves = any(one.verdict in MOVES and one.element.mark for one in every(outcomes))
        moves = moves or any(one.meaning in self._gone for one in self.disk.imports)  # which would not import
        moves = moves or self.part.relaid or any(old != new for old, new in names.disk_classes.items())
        if not moves and not found.superseded and not self.renames.scopes and not self.renames.attributes:
            return old
        plain = [one for one in outcomes if one.element.mark]
        code = self._code(arranged(plain, elements, self._wanted, names))
        edits = needed(self.disk, self.new, found, self.baseline.imports, code, self._gone)
        text = self._code(self._body(outcomes, elements, names, edits))
        return BOM + text if old.startswith(BOM) else text

    def _body(
        self, outcomes: Sequence[Outcome], elements: Sequence[Element], names: Names, edits: ImportEdits
    ) -> Sequence[cst.BaseStatement]:
        """All statements, with the imports that they need."""
        wanted = {one.source for one in edits.add}
        kept = [one for one in outcomes if one.verdict is not Verdict.ADDED or one.element.mark or _adds(one, wanted)]
        body = arranged(kept, elements, self._wanted, names)
        added = {names.classes[one.key[0]] for one in kept if one.verdict is Verdict.ADDED and one.element.is_class}
        body = in_order(body, self.disk.module.body, added)
        there = {id(import_of(one)) for one in self.disk.module.body}
        return edits.of(body, {id(one) for one in body if id(import_of(one)) not in there})

    def _code(self, body: Sequence[cst.BaseStatement]) -> str:
        return self.disk.module.with_changes(body=body).code

    @property
    def _gone(self) -> frozenset[str]:
        """What was there when it was generated last, models and factories of other modules."""
        models = frozenset(scope for scope in self.baseline.by_scope if "." in scope) - self.subjects.keys()
        return models | self.part.gone

    def _our_imports(self) -> frozenset[Source]:
        """What the new text imports, unless the user had it before; and what is still there of what we added."""
        users = {one.source for one in self.disk.imports} - self.baseline.imports
        return frozenset(one.source for one in self.new.imports) - users


def _adds(one: Outcome, wanted: Set[Source]) -> bool:
    """Whether a new import has something that is needed."""
    return any(name.source in wanted for name in imported_by(one.element.node))
