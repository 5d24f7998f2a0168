"""Publishers' files into the lake: one declaration a source, one way in."""
