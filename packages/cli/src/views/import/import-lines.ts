import { breakLine, showLine } from "@fleet/diagnostics";

/** The columns of the report. */
const width = 80;

/** A line for people, with nothing in it that a terminal would obey, broken where it does not fit. */
export function foldLine(line: string, indent = "    "): readonly string[] {
  return breakLine(showLine(line), { width, indent });
}
