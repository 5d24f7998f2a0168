"""Pages: each asks selectors, and shows a template. None touches a model."""
