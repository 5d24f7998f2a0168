"""What programs may ask: all that is public, read-only, described by OpenAPI."""
