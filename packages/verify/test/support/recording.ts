import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { JsonValue } from "@fleet/nix-eval";

/** What is otherwise in a value: the keys that lead there, and what stands there unless it is gone. */
type Change = readonly [path: readonly string[], value?: JsonValue];

/** What Nix says in some cases: whole in the first, and of the others what is otherwise. */
export type Recording = ReadonlyMap<string, JsonValue>;

/** The file of a recording: it is written anew by `vitest -u`. */
export function recordingFile(name: string): string {
  return join(import.meta.dirname, "..", "recorded", `${name}.jsonl`);
}

/** Reads what was recorded. */
export function readRecording(name: string): Recording {
  const [first = "", ...lines] = readFileSync(recordingFile(name), "utf8").trim().split("\n");
  const base: { case: string; value: JsonValue } = JSON.parse(first);
  const others = lines.map((line): [string, JsonValue] => {
    const { case: name, changes }: { case: string; changes: Change[] } = JSON.parse(line);
    return [name, changes.reduce(changed, base.value)];
  });
  return new Map([[base.case, base.value], ...others]);
}

/** The text of a recording, a case a line. */
export function writeRecording(recording: Recording): string {
  const [[first, base] = ["", null], ...others] = recording;
  const lines = [
    { case: first, value: sortKeys(base) },
    ...others.map(([name, value]) => ({ case: name, changes: [...listChanges(base, value, [])] })),
  ];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}

/** A value of a case; fails where there is none. */
export function recalled(recording: Recording, name: string): JsonValue {
  const value = recording.get(name);
  if (value === undefined) throw new Error(`nothing is recorded of "${name}"`);
  return value;
}

type JsonObject = { readonly [key: string]: JsonValue };

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function sortKeys(value: JsonValue): JsonValue {
  if (!isObject(value)) return value;
  const keys = Object.keys(value).toSorted();
  return Object.fromEntries(keys.map((key) => [key, sortKeys(value[key] ?? null)]));
}

function* listChanges(
  before: JsonValue,
  after: JsonValue,
  path: readonly string[],
): Iterable<Change> {
  if (!isObject(before) || !isObject(after)) {
    if (JSON.stringify(before) !== JSON.stringify(after)) yield [path, sortKeys(after)];
    return;
  }
  for (const key of [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted()) {
    const [old, now] = [before[key], after[key]];
    if (now === undefined) yield [[...path, key]];
    else if (old === undefined) yield [[...path, key], sortKeys(now)];
    else yield* listChanges(old, now, [...path, key]);
  }
}

/** A value with one thing otherwise. */
export function changed(value: JsonValue, [[key, ...rest], change]: Change): JsonValue {
  if (key === undefined) return change ?? null;
  const members = isObject(value) ? value : {};
  if (rest.length > 0) {
    const inner: Change = change === undefined ? [rest] : [rest, change];
    return { ...members, [key]: changed(members[key] ?? {}, inner) };
  }
  const { [key]: _, ...others } = members;
  return change === undefined ? others : { ...members, [key]: change };
}
