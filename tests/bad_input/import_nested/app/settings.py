def load(name: str) -> dict[str, str]:
    if name != "production":
        raise RuntimeError(f"no settings for {name}")
    return {}
