"""The text of a CHECK constraint -> declarations whose values it accepts: parsed, evaluated, searched."""
