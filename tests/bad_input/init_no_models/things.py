class Nothing:
    pass
