"""The demand view: what organizations ask for by the notes and by counts, and what the library holds of each topic."""
