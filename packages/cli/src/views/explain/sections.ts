import { breakLine, layOutTable, showLine, type Table } from "@fleet/diagnostics";

/** A part of an explanation: lines below a head. */
export interface Section {
  readonly head: string;
  readonly body: Table | readonly string[];
}

/** Sections for a terminal of so many columns, below a title; those with nothing in them are left out. Default: of any width. */
export function renderSections(
  title: string,
  sections: readonly (Section | undefined)[],
  width: number = Number.POSITIVE_INFINITY,
): string {
  const blocks = sections.flatMap((section) => {
    const lines = section === undefined ? [] : layOutBody(section.body, width - 2);
    if (section === undefined || lines.length === 0) return [];
    const body = lines.map((line) => `  ${line}`.trimEnd());
    return [[...(section.head === "" ? [] : [showLine(section.head)]), ...body]];
  });
  const head = breakLine(showLine(title), { width, indent: "  " });
  return [head, ...blocks].map((lines) => `${lines.join("\n")}\n`).join("\n");
}

function layOutBody(body: Section["body"], width: number): readonly string[] {
  if ("rows" in body) return body.rows.length === 0 ? [] : layOutTable(body, width);
  return body.flatMap((line) => breakLine(showLine(line), { width, indent: "  " }));
}
