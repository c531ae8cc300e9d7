"""How long does ``factorygen --help`` take, beside the ``import typer`` that it can't do without?

``python benchmarks/startup.py``; exits 1 when it takes 1.5 times as long or longer.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

MOST = 1.5
HELP = [str(Path(sys.executable).parent / "factorygen"), "--help"]
BARE = [sys.executable, "-c", "import typer"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=21, help="how many times each command is run")
    rounds = parser.parse_args().rounds
    seconds_of(HELP)  # the first run writes the byte code
    seconds_of(BARE)
    times = [(seconds_of(HELP), seconds_of(BARE)) for _ in range(rounds)]
    ours, bare = (median(column) for column in zip(*times, strict=True))
    print(f"factorygen --help  {ours * 1000:6.0f} ms")
    print(f"import typer       {bare * 1000:6.0f} ms")
    print(f"ratio              {ours / bare:6.2f} (below {MOST:g} is the promise)")
    return 0 if ours / bare < MOST else 1


def seconds_of(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
