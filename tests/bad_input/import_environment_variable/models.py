import os

URL = os.environ["FACTORYGEN_TEST_NOT_SET"]
