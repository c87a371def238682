"""Places of help in the editor's interface. Registered by ``inclusion_map.wagtail_hooks``."""
