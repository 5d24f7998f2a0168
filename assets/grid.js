// The grid: arrow keys, paste from a spreadsheet, fill down, and one step back at a time.
export function startGrid(form) {
  const rows = [...form.querySelectorAll("tbody tr")].map((row) => [
    ...row.querySelectorAll("input:not([type=hidden])"),
  ]);
  const taken = [];

  const place = (field) => {
    const row = rows.findIndex((fields) => fields.includes(field));
    return row < 0 ? null : { row, column: rows[row].indexOf(field) };
  };

  // Writes cells from a place on, and remembers what stood there.
  const write = (at, cells) => {
    const before = [];
    cells.forEach((line, down) =>
      line.forEach((text, right) => {
        const field = rows[at.row + down]?.[at.column + right];
        if (field) {
          before.push([field, field.value]);
          field.value = text;
        }
      }),
    );
    taken.push(before);
  };

  form.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain");
    const at = place(event.target);
    if (!at || !/[\t\n]/.test(text.trimEnd())) return;
    event.preventDefault();
    const lines = text.replace(/\r/g, "").replace(/\n$/, "").split("\n");
    write(at, lines.map((line) => line.split("\t")));
  });

  form.addEventListener("keydown", (event) => {
    const at = place(event.target);
    if (!at) return;
    const step = { ArrowUp: -1, ArrowDown: 1, Enter: 1 }[event.key];
    if (step) {
      event.preventDefault();
      rows[at.row + step]?.[at.column]?.focus();
    } else if ((event.ctrlKey || event.metaKey) && event.key === "d" && at.row > 0) {
      event.preventDefault();
      write(at, [[rows[at.row - 1][at.column].value]]);
    } else if ((event.ctrlKey || event.metaKey) && event.key === "z" && taken.length) {
      event.preventDefault();
      for (const [field, value] of taken.pop()) field.value = value;
    }
  });
}
