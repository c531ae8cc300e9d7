"""Edit by edit: what the user writes stays, byte for byte, and what he has not touched follows the schema."""

from __future__ import annotations

from dataclasses import replace

import pytest
from merging import GENERATED, STRING, TEAM, USER, altered, changed, merged

from factorygen.merge import Baseline, Fact, Verdict, fresh, merge, resembles

NAME = ('    name = Faker("name")\n', '    name = Faker("first_name")\n')
GROWN = changed(
    GENERATED,
    ('    name = Faker("name")\n', '    name = Faker("name")\n    city = Faker("city")\n'),
    ('Faker("phone_number")', 'Faker("msisdn")'),
)
"""What is generated when the users have got a city, and another type of phone."""
GROWN_USER = altered(USER, city=STRING, phone=Fact("text"))
CITY = ('    name = Faker("name")\n', '    name = Faker("name")\n    city = Faker("city")\n')
PHONE = ('    phone = Faker("phone_number")\n', '    phone = Faker("msisdn")\n')
WITHOUT_PHONE = changed(GENERATED, ('    phone = Faker("phone_number")\n', ""))
PHONELESS = altered(USER, "phone")


def test_what_nobody_touched_is_as_it_is_generated() -> None:
    assert merged(GENERATED, GROWN, (TEAM, GROWN_USER)).text == GROWN
    assert merged(GENERATED, WITHOUT_PHONE, (TEAM, PHONELESS)).text == WITHOUT_PHONE


EDITS = {
    "another value": (('    name = Faker("name")\n', '    name = "Ann"\n'),),
    "another value and a comment": (('    name = Faker("name")\n', "    # Ours.\n    name = 'Ann'  # always\n"),),
    "a comment": (("    # Unique.\n", "    # Unique, says the boss.\n"),),
    "a declaration more": (('    name = Faker("name")\n', '    name = Faker("name")\n    nickname = "Bo"\n'),),
    "a trait": (("    class Params:\n", '    class Params:\n        named = Trait(name="Bo")\n'),),
    "a parameter": (("    class Params:\n", "    class Params:\n        age = 3\n"),),
    "an option of Meta": (("        model = User\n", '        model = User\n        exclude = ("age",)\n'),),
    "a hook": (
        (
            '    phone = Faker("phone_number")\n',
            '    phone = Faker("phone_number")\n\n'
            "    @post_generation\n    def greet(obj, create, extracted, **kwargs):\n        obj.name += '!'\n",
        ),
        ("import Sequence, SubFactory, Trait", "import Sequence, SubFactory, Trait, post_generation"),
    ),
    "a method": (
        ("class UserFactory(BaseFactory[User]):\n", "class UserFactory(BaseFactory[User]):\n    def a(self): pass\n\n"),
    ),
    "a docstring": (
        ("class UserFactory(BaseFactory[User]):\n", 'class UserFactory(BaseFactory[User]):\n    "Users."\n\n'),
    ),
    "a factory": (
        ("class UserFactory", "class GuestFactory(TeamFactory):\n    name = 'guests'\n\n\nclass UserFactory"),
    ),
    "a subclass": (
        ('Faker("phone_number")\n', 'Faker("phone_number")\n\n\nclass Vip(UserFactory):\n    vip = True\n'),
    ),
    "helpers": (
        ("\n\nclass TeamFactory", "\n\nLIMIT = 3  # of teams\n\n\ndef three():\n\treturn LIMIT\n\n\nclass TeamFactory"),
    ),
    "imports": (
        ("from app.models import Team, User\n", "from app.models import Team, User\nfrom app import extra  # mine\n"),
        ('"""Factories', 'import os\n"""Factories'),
    ),
    "an import of ours that he has split": (("import Team, User", "import Team\nfrom app.models import User"),),
    "another docstring": (('"""Factories for the models in ``app.models``."""', "'''Mine.'''"),),
    "a mixin": (("class UserFactory(BaseFactory[User]):", "class UserFactory(Mixin, BaseFactory[User]):"),),
    "the header's comment": (("(BaseFactory[User]):", "(BaseFactory[User]):  # noqa"),),
    "comments at the end": (('Faker("company")\n', 'Faker("company")  # c\n    # d\n'),),
    "a deleted comment": (("    # Unique.\n", ""),),
    "a deleted declaration": (('    name = Faker("name")\n', ""),),
    "a deleted trait": (
        ('    class Params:\n        with_boss = Trait(boss=SubFactory(f"{__name__}.UserFactory"))\n\n', ""),
        ("import Sequence, SubFactory, Trait", "import Sequence, SubFactory"),
    ),
    "a new order": (
        ('    # Unique.\n    email = Sequence(lambda n: f"user{n}@example.com")\n', ""),
        (
            "    team = SubFactory(TeamFactory)\n",
            '    # Unique.\n    email = Sequence(lambda n: f"user{n}@example.com")\n'
            "    team = SubFactory(TeamFactory)\n",
        ),
    ),
    "quotes": (('Faker("company")', "Faker('company')"),),
    "layout": (('Faker("company")', "Faker(\n        'company',\n    )"),),
    "blank lines": (("    team = SubFactory(TeamFactory)\n\n", "    team = SubFactory(TeamFactory)\n\n\n\n"),),
    "one line": (("    # Unique.\n    email", "    x = 1; y = 2\n    # Unique.\n    email"),),
    "a condition": (("class TeamFactory", "if True:\n    TWO = 2\n\n\nclass TeamFactory"),),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_an_edit_stays_and_all_else_follows(edit: tuple[tuple[str, str], ...]) -> None:
    edited = changed(GENERATED, *edit)
    same = merged(edited)
    assert same.text == edited
    assert same.look_at == []
    follows = [PHONE] + ([CITY] if '    name = Faker("name")\n' in edited else [])
    wanted = changed(edited, *follows)
    if len(follows) == 2:
        assert merged(edited, GROWN, (TEAM, GROWN_USER)).text == wanted
    else:
        assert '    city = Faker("city")\n' in merged(edited, GROWN, (TEAM, GROWN_USER)).text


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_an_edit_survives_without_a_lock(edit: tuple[tuple[str, str], ...]) -> None:
    edited = changed(GENERATED, *edit)
    assert resembles(edited, GENERATED)
    result = merge(edited, GENERATED, Baseline(), (TEAM, USER)).text
    lost = [line for line in edited.splitlines() if line not in result.splitlines()]
    assert [line for line in lost if "from factory.declarations" not in line] == []


def test_windows_line_endings_and_a_byte_order_mark_stay() -> None:
    edited = "\ufeff" + changed(GENERATED, NAME).replace("\n", "\r\n")
    result = merged(edited, changed(GROWN, ("models in ``app", "many models in ``app")), (TEAM, GROWN_USER)).text
    wanted = changed(GROWN, NAME, ("models in ``app", "many models in ``app")).replace("\n", "\r\n")
    assert result == "\ufeff" + wanted


def test_tabs_stay_and_what_is_new_has_them() -> None:
    edited = changed(GENERATED, NAME).replace("    ", "\t")
    result = merged(edited, GROWN, (TEAM, GROWN_USER)).text
    assert '\tname = Faker("first_name")\n\tcity = Faker("city")\n' in result
    assert "    " not in result


# ---- what the schema takes away


def test_an_edit_whose_column_is_gone_stays_and_is_told() -> None:
    edited = changed(GENERATED, ('Faker("phone_number")', '"112"'))
    result = merged(edited, WITHOUT_PHONE, (TEAM, PHONELESS))
    assert result.text == edited
    assert result.look_at == ["User.phone: User has no 'phone' any more"]


def test_a_declaration_of_the_users_whose_column_is_gone_is_told() -> None:
    edited = changed(GENERATED, ('    name = Faker("name")\n', '    name = Faker("name")\n    boss_id = 7\n'))
    assert merged(edited).look_at == []
    assert merged(edited, GENERATED, (TEAM, altered(USER, "boss_id"))).look_at == [
        "User.boss_id: User has no 'boss_id' any more"
    ]


@pytest.mark.parametrize("place", ['"112"  # factorygen: keep', '"112"  #factorygen:keep (a property)'])
def test_a_comment_settles_it(place: str) -> None:
    edited = changed(GENERATED, ('Faker("phone_number")', place))
    result = merged(edited, WITHOUT_PHONE, (TEAM, PHONELESS))
    assert (result.text, result.look_at) == (edited, [])


def test_a_comment_above_settles_it() -> None:
    edited = changed(GENERATED, ('    phone = Faker("phone_number")', '    # factorygen: keep\n    phone = "112"'))
    assert merged(edited, WITHOUT_PHONE, (TEAM, PHONELESS)).look_at == []


def test_what_the_class_knows_is_not_gone() -> None:
    edited = changed(GENERATED, ('Faker("phone_number")', '"112"'))
    known = replace(PHONELESS, known=frozenset({"phone"}))
    assert merged(edited, WITHOUT_PHONE, (TEAM, known)).look_at == []


@pytest.mark.parametrize(
    "edit",
    [
        ("    class Params:\n", '    class Params:\n        reachable = Trait(phone="112")\n'),
        ('Faker("name")', "LazyAttribute(lambda o: o.phone)"),
        ('Faker("name")', 'SelfAttribute("phone")'),
        ('Faker("name")', 'SelfAttribute("phone.number")'),
        ('    name = Faker("name")', "    @lazy_attribute\n    def name(self):\n        return self.phone"),
    ],
)
def test_code_of_the_users_that_names_what_is_gone_is_told(edit: tuple[str, str]) -> None:
    result = merged(changed(GENERATED, edit), WITHOUT_PHONE, (TEAM, PHONELESS))
    assert [one.partition(": ")[2] for one in result.look_at] == ["User has no 'phone' any more"]


@pytest.mark.parametrize(
    ("fact", "problem"),
    [
        (Fact("text", "", True), "User.name has changed its type"),
        (Fact("string", "unique", True), "User.name has a new constraint"),
        (Fact("string"), ""),
    ],
)
def test_an_edit_whose_column_has_changed_is_told_until_it_changes_too(fact: Fact, problem: str) -> None:
    edited = changed(GENERATED, ('Faker("name")', '"Ann"'))
    subjects = (TEAM, altered(USER, name=fact))
    result = merged(edited, GENERATED, subjects)
    assert result.look_at == ([f"User.name: {problem}"] if problem else [])
    assert result.text == edited
    if problem:
        settled = merged(changed(edited, ('"Ann"', '"Bob"')), GENERATED, subjects, result.merged)
        assert settled.look_at == []
        again = merged(settled.text, GENERATED, subjects, settled.merged)
        assert again.look_at == []


def test_what_has_become_required_is_told_if_the_user_had_deleted_it() -> None:
    edited = changed(GENERATED, ('    phone = Faker("phone_number")\n', ""))
    assert merged(edited).look_at == []
    subjects = (TEAM, altered(USER, phone=STRING))
    result = merged(edited, GENERATED, subjects)
    assert result.look_at == ["User.phone: 'phone' has become required, and nothing declares it"]
    settled = changed(edited, ("    # Unique.\n", "    # factorygen: keep phone\n    # Unique.\n"))
    assert merged(settled, GENERATED, subjects).look_at == []


def test_a_factory_that_nobody_touched_goes_with_its_model() -> None:
    start = GENERATED.index("class UserFactory")
    without = changed(
        GENERATED[:start].rstrip() + "\n",
        ("import Team, User", "import Team"),
        ('\n    users = Children(f"{__name__}.UserFactory", of="team")\n', ""),
    )
    without = changed(
        without,
        ("from factory.declarations import Sequence, SubFactory, Trait\n", ""),
        ("BaseFactory, Children", "BaseFactory"),
    )
    assert merged(GENERATED, without, (altered(TEAM, "users"),)).text == without
    edited = changed(GENERATED, NAME)
    result = merged(edited, without, (altered(TEAM, "users"),))
    assert "class UserFactory" in result.text
    assert "import Team, User\n" in result.text
    assert result.look_at == ["User.class: the model User is gone"]


def test_a_deleted_factory_stays_deleted_and_what_needs_it_is_not_written() -> None:
    start, end = GENERATED.index("class TeamFactory"), GENERATED.index("class UserFactory")
    edited = changed(GENERATED[:start] + GENERATED[end:], ("    team = SubFactory(TeamFactory)\n\n", ""))
    assert merged(edited).text == edited
    new = changed(GENERATED, ("    # Unique.\n", "    club = SubFactory(TeamFactory)\n    # Unique.\n"))
    result = merged(edited, new, (TEAM, altered(USER, club=Fact("manytoone-Team"))))
    assert result.text == edited
    assert result.look_at == ["User.club: 'club' is not written: it needs TeamFactory, which you have deleted"]


# ---- names and imports


def test_our_references_follow_a_factory_that_the_user_has_renamed() -> None:
    edited = changed(GENERATED, ("class TeamFactory", "class CrewFactory"))
    result = merged(edited, GROWN, (TEAM, GROWN_USER)).text
    assert result == changed(edited, CITY, PHONE)
    new = changed(
        GENERATED,
        ("    # Unique.\n", "    club = SubFactory(TeamFactory)\n    # Unique.\n"),
        ("    users = Ch", '    clubs = Children(f"{__name__}.TeamFactory")\n    users = Ch'),
    )
    result = merged(edited, new, (TEAM, USER)).text
    assert "    club = SubFactory(CrewFactory)\n" in result
    assert 'Children(f"{__name__}.CrewFactory")' in result


def test_a_renamed_factory_is_one_edit_and_no_more() -> None:
    edited = GENERATED.replace("UserFactory", "PersonFactory")
    result = merged(edited, GROWN, (TEAM, GROWN_USER))
    assert result.text == GROWN.replace("UserFactory", "PersonFactory")
    assert result.told(Verdict.EDITED) == []


def test_an_import_of_ours_that_nobody_uses_any_more_goes() -> None:
    without = changed(
        GENERATED,
        ('    # Unique.\n    email = Sequence(lambda n: f"user{n}@example.com")\n', ""),
        ("import Sequence, SubFactory", "import SubFactory"),
    )
    gone = (TEAM, altered(USER, "email"))
    assert merged(GENERATED, without, gone).text == without
    using = changed(GENERATED, ('Faker("name")', 'Sequence(lambda n: f"{n}")'))
    assert "import Sequence, SubFactory" in merged(using, without, gone).text


def test_an_import_of_the_users_is_never_touched() -> None:
    edited = changed(GENERATED, ("import Sequence, SubFactory, Trait", "import Iterator, Sequence, SubFactory, Trait"))
    without = changed(
        GENERATED,
        ('    # Unique.\n    email = Sequence(lambda n: f"user{n}@example.com")\n', ""),
        ("import Sequence, SubFactory", "import SubFactory"),
    )
    assert "import Iterator, SubFactory, Trait" in merged(edited, without, (TEAM, altered(USER, "email"))).text


def test_the_base_is_imported_as_the_folder_wants_it() -> None:
    """It has become no package."""
    new = changed(GENERATED, ("from .factory_base", "from factory_base"))
    assert merged(GENERATED, new).text == new
    assert merged(changed(GENERATED, NAME), new).text == changed(new, NAME)


def test_of_several_modules_in_one_import_only_ours_goes() -> None:
    with_date = changed(
        GENERATED,
        ("from factory.declarations", "import datetime\n\nfrom factory.declarations"),
        ('Faker("company")', "datetime.date"),
    )
    first = fresh(with_date, (TEAM, USER))
    edited = changed(with_date, ("import datetime\n", "import datetime, json, os as o  # mine\n"))
    assert "import json, os as o  # mine\n" in merged(edited, GENERATED, (TEAM, USER), first).text


def test_an_unused_import_alone_is_no_reason_to_write() -> None:
    edited = changed(GENERATED, ('Sequence(lambda n: f"user{n}@example.com")', '"a@b.org"'))
    assert merged(edited).text == edited


NEW_IMPORTS = changed(
    GENERATED,
    (
        "from factory.declarations",
        "from datetime import date\nfrom decimal import Decimal\n\nfrom factory.declarations",
    ),
    ("import Sequence, SubFactory", "import LazyFunction, Sequence, SubFactory"),
    (
        '    name = Faker("name")\n',
        '    born = LazyFunction(date.today)\n    pay = Decimal(3)\n    name = Faker("name")\n',
    ),
)
MORE = (TEAM, altered(USER, born=STRING, pay=STRING))


def test_new_imports_stand_where_they_belong() -> None:
    assert merged(GENERATED, NEW_IMPORTS, MORE).text == NEW_IMPORTS
    edited = changed(GENERATED, ("from app.models", "import os\n\nfrom app.models"), ('"company"', "os.name"))
    wanted = changed(NEW_IMPORTS, ("from app.models", "import os\n\nfrom app.models"), ('"company"', "os.name"))
    assert merged(edited, NEW_IMPORTS, MORE).text == wanted


def test_a_name_that_the_user_has_for_something_else_is_imported_as_another() -> None:
    edited = changed(GENERATED, ("\n\nclass TeamFactory", "\n\ndate = 3\n\n\nclass TeamFactory"))
    result = merged(edited, NEW_IMPORTS, MORE).text
    assert "from datetime import date as date_\n" in result
    assert "    born = LazyFunction(date_.today)\n" in result


def test_an_import_that_the_user_calls_otherwise_is_used_as_he_does() -> None:
    edited = changed(GENERATED, ("from app.models", "from datetime import date as d\n\nfrom app.models"))
    result = merged(edited, NEW_IMPORTS, MORE).text
    assert "    born = LazyFunction(d.today)\n" in result
    assert "import date\n" not in result


def test_whole_modules_are_used_where_the_user_has_them() -> None:
    edited = GENERATED.replace("from factory.declarations import Sequence, SubFactory, Trait\n", "import factory\n")
    edited = edited.replace("from factory.faker import Faker\n", "")
    for name in ("Sequence", "SubFactory", "Trait", "Faker"):
        edited = edited.replace(f"{name}(", f"factory.{name}(")
    result = merged(edited, NEW_IMPORTS, MORE).text
    assert "    born = factory.LazyFunction(date.today)\n" in result


def test_what_a_class_needs_stands_above_it() -> None:
    """A foreign key to a model whose factory stood further down."""
    new = changed(
        GENERATED,
        ('    name = Faker("company")\n', '    owner = SubFactory(UserFactory)\n    name = Faker("company")\n'),
        ("    team = SubFactory(TeamFactory)\n\n", ""),
    )
    start, end = new.index("class TeamFactory"), new.index("class UserFactory")
    ordered = new[:start] + new[end:] + "\n\n" + new[start:end].rstrip() + "\n"
    subjects = (altered(TEAM, owner=Fact("manytoone-User")), altered(USER, "team", "team_id"))
    for old in (GENERATED, changed(GENERATED, NAME)):
        result = merged(old, ordered, subjects).text
        assert result.index("class UserFactory") < result.index("class TeamFactory")
        assert result.count("class ") == old.count("class ")


# ---- two branches


def test_after_a_textual_merge_both_sides_are_ours() -> None:
    mine = fresh(changed(GENERATED, CITY), (TEAM, altered(USER, city=STRING)))
    theirs = fresh(changed(GENERATED, PHONE), (TEAM, altered(USER, phone=Fact("text"))))
    both = Baseline(mine.baseline.lines | theirs.baseline.lines, mine.baseline.imports | theirs.baseline.imports)
    on_disk = changed(GENERATED, CITY, PHONE)
    before = replace(mine, baseline=both)
    result = merged(on_disk, GROWN, (TEAM, GROWN_USER), before)
    assert result.text == GROWN
    assert result.merged.baseline == fresh(GROWN, (TEAM, GROWN_USER)).baseline


def test_a_module_without_models_is_merged_as_well() -> None:
    head = '"""The base."""\n\nfrom typing import Any\n\n\ndef get() -> Any:\n    return 1\n'
    first = head + "\n\nclass Base:\n    size = 1\n\n    def make(self):\n        return 1\n"
    edited = changed(first, ("    return 1\n\n\nclass", "    return 2  # mine\n\n\nclass"))
    new = changed(
        first,
        ("        return 1\n", "        return 3\n\n    def more(self):\n        return 4\n"),
        ("size = 1", "size = 2"),
    )
    before = fresh(first)
    wanted = changed(new, ("    return 1\n\n\nclass", "    return 2  # mine\n\n\nclass"))
    assert merged(edited, new, (), before).text == wanted
