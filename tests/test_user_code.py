"""The user's own words: what is code becomes an expression with its imports, and whatever is wrong is named."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import run
