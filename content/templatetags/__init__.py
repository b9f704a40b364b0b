"""Template tags of the content room."""
