"""The pages of Find help. They read through selectors and write through services."""
