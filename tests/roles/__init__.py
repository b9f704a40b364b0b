"""Who may do what, by address: a table of every address and every role, tried."""
