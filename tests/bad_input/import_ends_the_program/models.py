import sys

sys.exit("usage: models.py DATABASE")
