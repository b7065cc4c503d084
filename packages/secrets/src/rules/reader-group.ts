import type { Fleet } from "@fleet/core";
import { isGap } from "@fleet/core/internal";
import { compareNames, type Diagnostic, formatPath, type Path, quote } from "@fleet/diagnostics";
import { secretsCodes } from "../codes.ts";
import { findUnknownName, parseReader } from "./reader.ts";
import { checkReader } from "./rule-checks.ts";
import { type ReaderText, readerTexts } from "./rule-expansion.ts";

/**
 * The readers that a reader stands for who may be a group (`readers:NAME`), as they are written in it and in the
 * groups in it; any other reader is itself. Undefined stands for what cannot be told, because a group is in itself,
 * or something in it is none, unknown, or was left out: that is reported where it is written.
 */
export function expandReaderGroup(
  reader: ReaderText,
  fleet: Fleet,
): Iterable<ReaderText | undefined> {
  return expandInside(reader, fleet, { seen: new Set(), around: [] });
}

interface Inside {
  /** The groups that were expanded: each is once. */
  readonly seen: Set<string>;
  /** The groups in which the reader stands. */
  readonly around: readonly string[];
}

function* expandInside(
  reader: ReaderText,
  fleet: Fleet,
  { seen, around }: Inside,
): Iterable<ReaderText | undefined> {
  const parsed = parseReader(reader.text);
  if (!parsed.ok || findUnknownName(parsed.expression, fleet) !== undefined) yield undefined;
  else if (parsed.expression.kind !== "readers") yield reader;
  else {
    const { id: name } = parsed.expression;
    if (around.includes(name) || isGap(fleet.gaps, pathOf(name))) yield undefined;
    if (seen.has(name)) return;
    seen.add(name);
    for (const member of membersOf(name, fleet)) {
      yield* expandInside(member, fleet, { seen, around: [...around, name] });
    }
  }
}

/** The groups without anybody among readers, and in the groups among them; in order, each once. */
export function listEmptyGroups(readers: readonly ReaderText[], fleet: Fleet): string[] {
  const seen = new Set(readers.flatMap(groupOf));
  // What is added on the way is gone through as well.
  for (const name of seen) for (const inner of groupsIn(name, fleet)) seen.add(inner);
  return [...seen].filter((name) => isEmptyGroup(name, fleet)).sort(compareNames);
}

/** What is wrong with the reader groups as they are written, whether or not a rule names them. */
export function* checkReaderGroups(fleet: Fleet): Iterable<Diagnostic> {
  const names = [...(fleet.secrets?.readers.keys() ?? [])].sort(compareNames);
  for (const name of names) {
    yield* checkName(name);
    if (isEmptyGroup(name, fleet)) yield namesNobody(name);
    for (const member of membersOf(name, fleet)) yield* checkReader(member, fleet);
  }
  yield* checkCycles(names, fleet);
}

function* checkName(name: string): Iterable<Diagnostic> {
  const parsed = parseReader(`readers:${name}`);
  if (parsed.ok) return;
  const message = `${quote(name)} cannot be the name of a reader group: no rule could name it.`;
  const help = "Write a name without spaces, colons, braces and @.";
  yield secretsCodes.create("bad-reader", message, { path: pathOf(name), help });
}

function isEmptyGroup(name: string, fleet: Fleet): boolean {
  if (fleet.secrets?.readers.has(name) !== true) return false;
  return membersOf(name, fleet).length === 0 && !isGap(fleet.gaps, pathOf(name));
}

const nameReaders = "Name its readers, or take it out.";

function namesNobody(name: string): Diagnostic {
  const message = `The reader group ${quote(name)} names nobody.`;
  return secretsCodes.create("empty-reader", message, { path: pathOf(name), help: nameReaders });
}

/**
 * That nobody could decrypt some paths because a group in their rules has nobody in it, once for each group:
 * in place of what is said of the group alone.
 */
export function groupsLetNobodyIn(
  diagnostics: readonly Diagnostic[],
  pathsByGroup: ReadonlyMap<string, readonly string[]>,
): Diagnostic[] {
  if (pathsByGroup.size === 0) return [...diagnostics];
  const findings = [...pathsByGroup].map(([name, paths]) => {
    const [first, ...others] = [...new Set(paths)].sort(compareNames);
    const rest = others.length === 0 ? "" : ` and ${others.length} more`;
    const message = `The reader group ${quote(name)} names nobody, so that nobody could decrypt ${quote(first)}${rest}.`;
    return secretsCodes.create("no-recipient", message, { path: pathOf(name), help: nameReaders });
  });
  const told = new Set(findings.map(({ path }) => formatPath(path)));
  const isTold = ({ code, path }: Diagnostic) =>
    code === "secrets/empty-reader" && told.has(formatPath(path));
  return [...diagnostics.filter((found) => !isTold(found)), ...findings];
}

/** Groups that are in themselves: one finding for each circle, at the group in it whose name comes first. */
function* checkCycles(names: readonly string[], fleet: Fleet): Iterable<Diagnostic> {
  const told = new Set<string>();
  for (const name of names) {
    const circle = told.has(name) ? undefined : findCircle(name, fleet);
    if (circle === undefined) continue;
    for (const one of circle) told.add(one);
    const way = [...circle, name].map((one) => quote(`readers:${one}`)).join(" -> ");
    const message = `The reader group ${quote(name)} is in itself: ${way}.`;
    const help = `Take ${quote(`readers:${circle[1] ?? name}`)} out of it.`;
    yield secretsCodes.create("reader-cycle", message, { path: pathOf(name), help });
  }
}

/** The shortest way from a group back to it, as the groups on it; undefined where there is none. */
function findCircle(start: string, fleet: Fleet): readonly string[] | undefined {
  const ways: (readonly string[])[] = [[start]];
  const seen = new Set<string>();
  for (const way of ways) {
    for (const next of groupsIn(way.at(-1) ?? start, fleet)) {
      if (next === start) return way;
      if (seen.has(next)) continue;
      seen.add(next);
      ways.push([...way, next]);
    }
  }
  return undefined;
}

function groupsIn(name: string, fleet: Fleet): string[] {
  return membersOf(name, fleet).flatMap(groupOf);
}

function groupOf({ text }: ReaderText): string[] {
  // Most readers are none, and a fleet with many hosts has many.
  const parsed = text.startsWith("readers:") ? parseReader(text) : undefined;
  return parsed?.ok === true && parsed.expression.kind === "readers" ? [parsed.expression.id] : [];
}

function membersOf(name: string, { secrets }: Fleet): readonly ReaderText[] {
  return readerTexts(secrets?.readers.get(name) ?? [], pathOf(name));
}

function pathOf(name: string): Path {
  return ["secrets", "readers", name];
}
