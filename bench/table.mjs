// How figures are printed.

/** A table in Markdown, with aligned columns. */
export function formatTable(head, rows) {
  const widths = head.map((cell, column) =>
    Math.max(cell.length, ...rows.map((row) => row[column].length)),
  );
  const line = (cells) => `| ${cells.map((cell, i) => cell.padStart(widths[i])).join(" | ")} |`;
  const rule = `|${widths.map((width) => `${"-".repeat(width + 1)}:`).join("|")}|`;
  return [line(head), rule, ...rows.map(line)].join("\n");
}

/** Seconds with three decimals. */
export function seconds(value) {
  return value.toFixed(3);
}

/** How many times `value` is `floor`. */
export function ratio(value, floor) {
  return `${(value / floor).toFixed(2)}×`;
}

/** Bytes as whole MiB. */
export function mib(bytes) {
  return `${Math.round(bytes / 2 ** 20)} MiB`;
}
