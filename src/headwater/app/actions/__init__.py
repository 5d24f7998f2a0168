"""Everything that writes: keyword-only, with who, in one transaction, with history."""

from headwater.app.actions.imports import Receipt, Source, TableCount, import_plan


__all__ = ["Receipt", "Source", "TableCount", "import_plan"]
