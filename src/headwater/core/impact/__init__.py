"""Whether an action changed anything, or whether no one can tell."""
