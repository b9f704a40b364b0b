"""Files of publishable things."""
