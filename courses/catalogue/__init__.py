"""Classes that partners teach at places: what they are, how they are published, how residents find them."""
