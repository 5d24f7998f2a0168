"""A document as a page, a PDF, a text file or slides."""
