"""The library a newcomer finds: real records around the notes' theme, and the notes' own papers."""
