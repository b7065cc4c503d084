import type { Diagnostic, Outcome } from "./diagnostic.ts";
import { hostNameProblem, loginNameProblem } from "./names.ts";
import { quote, suggestName } from "./suggestion.ts";
import {
  createLedger,
  emptyLedger,
  emptySpace,
  type UidLedger,
  type UidSpace,
} from "./uid-ledger.ts";

/**
 * Reads a ledger from JSON that was written before; nothing at all is the empty ledger. `file` is what
 * messages name. The value holds what is sound; with an error it says too little for uids to be given
 * out by it.
 */
export function parseLedger(value: unknown, file: string): Outcome<UidLedger> {
  if (value === undefined) return { value: emptyLedger, diagnostics: [] };
  const reader = createReader(file);
  const sections = reader.entries(value, ["uids"], ["darwin", "nixos"]);
  const macs = reader.entries(sections.get("darwin") ?? {}, ["uids", "darwin"], undefined);
  const darwin: [string, UidSpace][] = [];
  for (const [host, space] of macs) {
    const place = ["uids", "darwin", host];
    const problem = hostNameProblem(host);
    if (problem !== undefined) {
      reader.report(place, `${quote(host)} cannot be a host id. ${problem}`);
    } else darwin.push([host, readSpace(reader, space, place)]);
  }
  const nixos = readSpace(reader, sections.get("nixos") ?? {}, ["uids", "nixos"]);
  return { value: createLedger(nixos, darwin), diagnostics: reader.diagnostics };
}

interface Reader {
  readonly diagnostics: readonly Diagnostic[];
  report(place: readonly string[], message: string, help?: string): void;
  /** The entries of an object; `known` are the keys that it may have, undefined for any. */
  entries(
    value: unknown,
    place: readonly string[],
    known: readonly string[] | undefined,
  ): ReadonlyMap<string, unknown>;
}

function createReader(file: string): Reader {
  const diagnostics: Diagnostic[] = [];
  const report: Reader["report"] = (place, message, help = restore(file)) => {
    const text = `In ${quote(place.join("."))}: ${message}`;
    diagnostics.push({
      code: "core/bad-ledger",
      severity: "error",
      path: [],
      file,
      message: text,
      help,
    });
  };
  return {
    diagnostics,
    report,
    entries: (value, place, known) => {
      if (typeof value !== "object" || value === null || Array.isArray(value)) {
        report(place, `${quote(value)} is no object.`);
        return new Map();
      }
      const entries = Object.entries(value);
      for (const [key] of entries) {
        if (known === undefined || known.includes(key)) continue;
        report(place, `Nothing is known about ${quote(key)}.`, suggestName(key, known, "key"));
      }
      return new Map(entries);
    },
  };
}

function restore(file: string): string {
  return `Restore ${file} from git. Without it, uids would be given to other people.`;
}

function readSpace(reader: Reader, value: unknown, place: readonly string[]): UidSpace {
  if (value === undefined) return emptySpace;
  const parts = reader.entries(value, place, ["accounts", "tombstones"]);
  const accounts = readOwners(reader, parts.get("accounts"), [...place, "accounts"]);
  const tombstones = readOwners(reader, parts.get("tombstones"), [...place, "tombstones"]);
  const uids = new Map<string, number>();
  for (const [uid, user] of accounts) {
    const earlier = uids.get(user);
    if (earlier !== undefined) {
      const message = `${quote(user)} has two uids, ${earlier} and ${uid}.`;
      const help = "Move the line of the one that no machine was built with to `tombstones`.";
      reader.report([...place, "accounts"], message, help);
    }
    uids.set(user, uid);
    const former = tombstones.get(uid);
    if (former !== undefined) reader.report(place, ...describeTwofold(uid, user, former));
  }
  return { accounts, tombstones };
}

/** A merge by lines can come to this, when one branch gave a uid to somebody and the other took it from another. */
function describeTwofold(
  uid: number,
  user: string,
  former: string,
): [message: string, help: string] {
  const message = `The uid ${uid} is that of ${quote(user)} in \`accounts\`, and of ${quote(former)} in \`tombstones\`.`;
  const help =
    user === former
      ? "Take the line out of `tombstones`."
      : "Keep the line of the person whose machines were built with it, and take the other out.";
  return [message, help];
}

function readOwners(
  reader: Reader,
  value: unknown,
  place: readonly string[],
): ReadonlyMap<number, string> {
  const owners = new Map<number, string>();
  if (value === undefined) return owners;
  for (const [key, user] of reader.entries(value, place, undefined)) {
    const uid = /^[1-9]\d{0,9}$/.test(key) && Number(key) < 2 ** 31 ? Number(key) : undefined;
    if (uid === undefined) reader.report(place, `${quote(key)} is no uid.`);
    const problem = typeof user === "string" ? loginNameProblem(user) : "It is no text.";
    if (problem !== undefined)
      reader.report(place, `${quote(user)} cannot be a user id. ${problem}`);
    if (uid !== undefined && typeof user === "string" && problem === undefined) {
      owners.set(uid, user);
    }
  }
  return owners;
}
