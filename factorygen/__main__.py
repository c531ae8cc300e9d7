"""``python -m factorygen``."""

from factorygen.cli import main

if __name__ == "__main__":
    main()
