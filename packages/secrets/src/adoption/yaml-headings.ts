/**
 * The comment that stands on lines of its own above a line and below another, both from 1; undefined where there is
 * none. One that is further in belongs to something else, and one that holds a key was an entry once.
 */
export type HeadingReader = (above: number, line: number) => string | undefined;

/** As many characters as a heading is read of. */
const longest = 200;

/** A reader for the comments of one text. */
export function createHeadingReader(text: string): HeadingReader {
  const lines = text.split("\n");
  return (above, line) => {
    const indent = indentOf(lines[line - 1] ?? "");
    const block: string[] = [];
    for (let at = line - 1; at > Math.max(above, 0); at -= 1) {
      const [, comment] = /^\s*#(.*)$/.exec(lines[at - 1] ?? "") ?? [];
      // The last block of comments is the nearest.
      if (comment === undefined && block.length > 0) break;
      if (comment === undefined || indentOf(lines[at - 1] ?? "") > indent) continue;
      const told = comment.replace(/^#*/, "").trim();
      if (told !== "" && !holdsKey(told)) block.unshift(told);
    }
    return block.length === 0 ? undefined : block.join(" ").slice(0, longest);
  };
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function holdsKey(comment: string): boolean {
  return /\bage1[a-z0-9]{20,}|^-\s*[&*]|\b[0-9A-F]{40}\b/i.test(comment);
}
