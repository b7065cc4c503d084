import { displayWidth, padToWidth } from "./display-width.ts";
import { breakLine, listUnits } from "./line-breaks.ts";

/** What columns have to fit into. */
interface Room {
  /** In columns of the terminal. */
  readonly width: number;
  /** Which columns hold what is never broken. Default: none. */
  readonly whole?: readonly boolean[];
}

const gap = "  ";

/** A row higher than this is read more easily as a list. */
const highestRow = 4;

/**
 * Rows of cells that a terminal shows as they are, in columns, with cells broken at blanks where that makes
 * them fit; undefined where it does not.
 */
export function fitColumns(
  rows: readonly (readonly string[])[],
  { width, whole = [] }: Room,
): string[] | undefined {
  const natural = measureColumns(rows, displayWidth);
  const room = width - gap.length * Math.max(0, natural.length - 1);
  if (sum(natural) <= room) return rows.map((row) => joinCells(row, natural));
  const least = measureColumns(rows, (cell, column) =>
    whole[column] ? displayWidth(cell) : widestUnit(cell, room),
  );
  if (sum(least) > room) return undefined;
  const widths = shareRoom(natural, least, room);
  const broken = rows.map((row) =>
    row.map((cell, column) => breakLine(cell, { width: widths[column] ?? 0 })),
  );
  if (broken.some((row) => row.some(({ length }) => length > highestRow))) return undefined;
  return broken.flatMap((row) => {
    const height = Math.max(1, ...row.map(({ length }) => length));
    return Array.from({ length: height }, (_, line) =>
      joinCells(
        row.map((cell) => cell[line] ?? ""),
        widths,
      ),
    );
  });
}

function measureColumns(
  rows: readonly (readonly string[])[],
  measure: (cell: string, column: number) => number,
): readonly number[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) {
      widths[column] = Math.max(widths[column] ?? 0, measure(cell, column));
    }
  }
  return widths;
}

function widestUnit(cell: string, room: number): number {
  return listUnits(cell, room).reduce((widest, one) => Math.max(widest, displayWidth(one)), 0);
}

/** Gives every column its least, and the widest ones what is left, so that no other needs to be broken. */
function shareRoom(
  natural: readonly number[],
  least: readonly number[],
  room: number,
): readonly number[] {
  const upTo = (most: number) =>
    natural.map((width, column) => Math.max(least[column] ?? 0, Math.min(width, most)));
  let widths = least;
  for (let most = 1; most <= room; most++) {
    const next = upTo(most);
    if (sum(next) > room) break;
    widths = next;
  }
  return widths;
}

function joinCells(cells: readonly string[], widths: readonly number[]): string {
  return cells
    .map((cell, column) => padToWidth(cell, widths[column] ?? 0))
    .join(gap)
    .trimEnd();
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
