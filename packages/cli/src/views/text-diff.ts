import { splitLines } from "@fleet/diagnostics";

/** One line of a comparison: kept, taken out, or put in. */
interface DiffLine {
  readonly sign: " " | "-" | "+";
  readonly text: string;
}

/** More steps than this cost more than a precise comparison is worth to a reader. */
const stepLimit = 400;

const contextLines = 3;

/** The difference of two texts in the unified format, without a heading; empty when their lines are equal. */
export function diffTexts(before: string, after: string): string[] {
  const lines = compareLines(splitLines(before), splitLines(after));
  return [...hunks(lines)];
}

function compareLines(before: readonly string[], after: readonly string[]): DiffLine[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start])
    start += 1;
  let end = 0;
  const room = Math.min(before.length, after.length) - start;
  while (end < room && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  const left = before.slice(start, before.length - end);
  const right = after.slice(start, after.length - end);
  return [
    ...keep(before.slice(0, start)),
    ...(shortestEdit(left, right) ?? replace(left, right)),
    ...keep(before.slice(before.length - end)),
  ];
}

/** Myers' greedy algorithm; undefined when the texts differ too much for it. */
function shortestEdit(left: readonly string[], right: readonly string[]): DiffLine[] | undefined {
  const trace: Map<number, number>[] = [];
  let furthest = new Map([[1, 0]]);
  for (let steps = 0; steps <= Math.min(stepLimit, left.length + right.length); steps++) {
    trace.push(furthest);
    const next = new Map(furthest);
    for (let diagonal = -steps; diagonal <= steps; diagonal += 2) {
      let x = firstColumn(furthest, diagonal, steps);
      while (x < left.length && x - diagonal < right.length && left[x] === right[x - diagonal])
        x += 1;
      next.set(diagonal, x);
      if (x >= left.length && x - diagonal >= right.length) return walkBack(trace, left, right);
    }
    furthest = next;
  }
  return undefined;
}

function firstColumn(
  furthest: ReadonlyMap<number, number>,
  diagonal: number,
  steps: number,
): number {
  const down = furthest.get(diagonal + 1) ?? 0;
  const across = furthest.get(diagonal - 1) ?? -1;
  return isDown(furthest, diagonal, steps) ? down : across + 1;
}

function isDown(furthest: ReadonlyMap<number, number>, diagonal: number, steps: number): boolean {
  if (diagonal === -steps) return true;
  if (diagonal === steps) return false;
  return (furthest.get(diagonal - 1) ?? -1) < (furthest.get(diagonal + 1) ?? 0);
}

function walkBack(
  trace: readonly Map<number, number>[],
  left: readonly string[],
  right: readonly string[],
): DiffLine[] {
  const lines: DiffLine[] = [];
  let x = left.length;
  let y = right.length;
  for (const [steps, furthest] of [...trace.entries()].reverse()) {
    const diagonal = x - y;
    const previous = isDown(furthest, diagonal, steps) ? diagonal + 1 : diagonal - 1;
    const fromX = steps === 0 ? 0 : (furthest.get(previous) ?? 0);
    const fromY = steps === 0 ? 0 : fromX - previous;
    while (x > fromX && y > fromY) {
      x -= 1;
      y -= 1;
      lines.push({ sign: " ", text: left[x] ?? "" });
    }
    if (steps === 0) break;
    if (x === fromX) lines.push({ sign: "+", text: right[--y] ?? "" });
    else lines.push({ sign: "-", text: left[--x] ?? "" });
  }
  return lines.reverse();
}

function* hunks(lines: readonly DiffLine[]): Iterable<string> {
  const changed = lines.flatMap(({ sign }, index) => (sign === " " ? [] : [index]));
  let from = 0;
  for (const [position, index] of changed.entries()) {
    const next = changed[position + 1] ?? Number.POSITIVE_INFINITY;
    if (next - index <= 2 * contextLines) continue;
    const first = Math.max(0, (changed[from] ?? 0) - contextLines);
    const last = Math.min(lines.length, index + contextLines + 1);
    yield hunkHeading(lines, first, last);
    for (const { sign, text } of lines.slice(first, last)) yield sign + text;
    from = position + 1;
  }
}

function hunkHeading(lines: readonly DiffLine[], first: number, last: number): string {
  const range = (sign: "-" | "+") => {
    const count = (from: number, to: number) =>
      lines.slice(from, to).filter((line) => line.sign !== sign).length;
    const length = count(first, last);
    return `${count(0, first) + (length === 0 ? 0 : 1)},${length}`;
  };
  return `@@ -${range("+")} +${range("-")} @@`;
}

function keep(lines: readonly string[]): DiffLine[] {
  return lines.map((text) => ({ sign: " ", text }));
}

function replace(left: readonly string[], right: readonly string[]): DiffLine[] {
  return [
    ...left.map((text) => ({ sign: "-", text }) as const),
    ...right.map((text) => ({ sign: "+", text }) as const),
  ];
}
