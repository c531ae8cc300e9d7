"""kill -9 at random moments of a regeneration of a large module: each file is whole, the old or the new one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

MOMENTS = int(os.environ.get("FACTORYGEN_TEST_EXAMPLES", "10")) // 2
"""How often; fifty times in ``.ci/run``."""

REGENERATIONS = """
import os, random, signal, sys, time
from dataclasses import replace
from pathlib import Path

from factorygen import write
from factorygen.project import project
from factorygen.regeneration import regenerate

FACTORIES, MOMENTS = 40, int(sys.argv[1])
HEAD = '''import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase


class Base(DeclarativeBase):
    pass
'''
MODEL = '''

class Model{number}(Base):
    __tablename__ = "model{number}"
    id = sa.Column(sa.Integer, primary_key=True)
    old = sa.Column(sa.String(30), nullable=False)
'''


def generated(name, more):
    models = (MODEL.format(number=number) + more for number in range(FACTORIES))
    Path(f"{name}.py").write_text(HEAD + "".join(models))
    result = project([name]).generated()[1]
    texts = {path: text.replace(name, "many") for path, text in result.files.items()}
    return replace(result, files=texts)


def regeneration(wanted):
    write.apply(regenerate(wanted).changes)


sys.path.insert(0, os.getcwd())
ways = [generated("few", ""), generated("more", "    new = sa.Column(sa.Integer, nullable=False)\\n")]
files = [Path("tests", name) for name in ("factories.py", "factory_base.py", "factories.lock")]
known = [set() for _ in files]
for way in (*ways, ways[0]):
    started = time.perf_counter()
    regeneration(way)
    took = time.perf_counter() - started
    for path, texts in zip(files, known):
        texts.add(path.read_bytes())
assert len(known[0]) == 2

chance, moments = random.Random(7), 0
for moment in range(MOMENTS):
    child = os.fork()
    if child == 0:
        try:
            regeneration(ways[(moment + 1) % 2])
        finally:
            os._exit(0)
    time.sleep(chance.uniform(0, took))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    for path, texts in zip(files, known):
        assert path.read_bytes() in texts, f"half of {path} at moment {moment}"
    moments += 1
print(moments)
"""
"""What ``generate`` does after the models were read, in a child that is killed."""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the processes of POSIX")
def test_every_file_is_whole(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").touch()
    command = [sys.executable, "-c", REGENERATIONS, str(MOMENTS)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, f"{MOMENTS}\n"), done.stderr
