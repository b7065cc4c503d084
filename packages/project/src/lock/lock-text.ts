import { type Diagnostic, positionAt, quote } from "@fleet/diagnostics";
import { type DuplicateKey, scanJson } from "../config-text/reading/json-scan.ts";

/** What fleet remembers between two runs, beside the config. */
export const lockPath = "fleet.lock.json";

/** What is wrong with the text of a lock file. */
export interface LockDamage {
  readonly message: string;
  /** Undefined where nothing is better than the file as it was before. */
  readonly help?: string | undefined;
  readonly position?: Diagnostic["position"];
}

/** The object that a text holds, or all that is wrong with it. */
export type LockText =
  | { readonly ok: true; readonly value: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly damage: readonly LockDamage[] };

/** Reads a text that has to be a JSON object of one `version`, in which no key stands twice. */
export function parseLockText(text: string, version: number): LockText {
  const value = parseWhole(text);
  const damage = value === undefined ? scanText(text) : [];
  if (damage.length > 0) return { ok: false, damage };
  const object: unknown = value ?? JSON.parse(text);
  if (typeof object !== "object" || object === null || Array.isArray(object)) {
    return damaged({ message: `It holds ${quote(object)}, and no object.` });
  }
  const entries = { ...object };
  const found: unknown = Reflect.get(entries, "version");
  if (found === version) return { ok: true, value: entries };
  const isNewer = typeof found === "number" && found > version;
  return damaged({
    message: `Its version is ${found === undefined ? "missing" : quote(found)}, and this fleet knows ${version}.`,
    help: isNewer ? "A newer fleet wrote it: update this one." : undefined,
  });
}

/**
 * What a text holds as fleet writes it; undefined for any other layout, in which keys may stand twice.
 * Objects keep their keys in order, so that what fleet wrote comes out again as it was; to compare
 * that costs less than to look at each key.
 */
function parseWhole(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return `${JSON.stringify(value, null, 2)}\n` === text ? value : undefined;
  } catch {
    return undefined;
  }
}

function scanText(text: string): LockDamage[] {
  // git writes seven of them at the beginning of a line.
  if (/^(?:<{7}|>{7}) /m.test(text)) {
    const message = "It holds the marks of a merge conflict.";
    return [{ message, help: "Merge the two sides: fleet uids merge" }];
  }
  const { mistake, duplicates } = scanJson(text);
  if (mistake === undefined) return duplicates.map((one) => describeTwice(text, one));
  const position = positionAt(text, mistake.offset);
  return [{ message: `It is no JSON. ${mistake.message}`, position }];
}

function damaged(damage: LockDamage): LockText {
  return { ok: false, damage: [damage] };
}

/** Somebody resolved a merge by keeping both sides. */
function describeTwice(text: string, { key, first, offset }: DuplicateKey): LockDamage {
  const position = positionAt(text, offset);
  const [owner, other] = [textBehindKey(text, first), textBehindKey(text, offset)];
  const [, host, uid] = /^(?:([^/]+)\/)?(\d+)$/.exec(key) ?? [];
  if (uid === undefined || owner === undefined || other === undefined || owner === other) {
    const message = `The key ${quote(key)} stands in one object twice.`;
    return { message, position, help: "Take one of the two out." };
  }
  const where = host === undefined ? "" : ` on ${quote(host)}`;
  return {
    message: `The uid ${uid}${where} is given to both ${quote(owner)} and ${quote(other)}.`,
    position,
    help: "Keep the line of the person whose machines were built with it. The other one gets a free uid: fleet generate",
  };
}

/** The text that stands behind the key at an offset; undefined where something else does. */
function textBehindKey(text: string, offset: number): string | undefined {
  const entry = /"[^"]*"\s*:\s*("(?:[^"\\]|\\.)*")/y;
  entry.lastIndex = offset;
  const quoted = entry.exec(text)?.[1];
  const value: unknown = quoted === undefined ? undefined : JSON.parse(quoted);
  return typeof value === "string" ? value : undefined;
}
