"""Small sets of real published figures that come with Headwater."""
