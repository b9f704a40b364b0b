"""The content room's pages in the admin."""
