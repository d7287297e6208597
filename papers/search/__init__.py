"""Search in the library: `language` reads what a person typed, `database` asks PostgreSQL for it."""
