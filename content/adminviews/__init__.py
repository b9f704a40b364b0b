"""Pages and addresses of the content room in the admin."""
