class User:
    name: str
