"""Finding help: what somebody asked for, which places have it, how far away they are, and the map of them."""
