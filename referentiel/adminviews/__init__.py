"""The admin's pages of the referential that are more than forms: trees, grids, matrices, imports."""
