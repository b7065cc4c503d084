import type { Diagnostic, Outcome } from "@fleet/diagnostics";
import { quote, suggestName } from "@fleet/diagnostics";
import { coreCodes } from "../codes.ts";
import { hostIdProblem, loginNameProblem } from "../declaration/names.ts";
import {
  createLedger,
  emptyLedger,
  emptySpace,
  orderSpace,
  type UidLedger,
  type UidPlace,
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
  const parts = reader.entries(value, ["uids"]);
  for (const key of parts.keys()) reportUnknownPart(reader, key);
  const owners = {
    accounts: readOwners(reader, parts, "accounts"),
    tombstones: readOwners(reader, parts, "tombstones"),
    freed: readOwners(reader, parts, "freed"),
  };
  const hosts = new Set(Object.values(owners).flatMap((part) => part.map(({ host }) => host)));
  const spaces = new Map([...hosts].map((host) => [host, spaceOn(owners, host)]));
  for (const [host, space] of spaces) reportDoubles(reader, host, space);
  const single = [...spaces].flatMap(([host, space]): [string, UidSpace][] =>
    host === undefined ? [] : [[host, space]],
  );
  const nixos = spaces.get(undefined) ?? emptySpace;
  return { value: createLedger(nixos, single), diagnostics: reader.diagnostics };
}

interface Reader {
  readonly diagnostics: readonly Diagnostic[];
  report(place: readonly string[], message: string, help?: string): void;
  /** The entries of an object. */
  entries(value: unknown, place: readonly string[]): ReadonlyMap<string, unknown>;
}

function createReader(file: string): Reader {
  const diagnostics: Diagnostic[] = [];
  const report: Reader["report"] = (place, message, help = restore(file)) => {
    const text = `In ${quote(place.join("."))}: ${message}`;
    diagnostics.push(coreCodes.create("bad-ledger", text, { file, help }));
  };
  return {
    diagnostics,
    report,
    entries: (value, place) => {
      if (typeof value === "object" && value !== null && !Array.isArray(value)) {
        return new Map(Object.entries(value));
      }
      report(place, `${quote(value)} is no object.`);
      return new Map();
    },
  };
}

const known = ["accounts", "tombstones", "freed"] as const;

function reportUnknownPart(reader: Reader, key: string): void {
  if (known.some((part) => part === key)) return;
  if (key !== "nixos" && key !== "darwin") {
    reader.report(
      ["uids"],
      `Nothing is known about ${quote(key)}.`,
      suggestName(key, known, "key"),
    );
    return;
  }
  const message = `${quote(key)} is of a form that no fleet writes any more.`;
  const help =
    'Move its lines to `accounts` and `tombstones` of `uids` itself, with the names of hosts in front, such as "studio/502".';
  reader.report(["uids"], message, help);
}

function restore(file: string): string {
  return `Restore ${file} from git. Without it, uids would be given to other people.`;
}

/** Whose a number is, or was. */
interface Owned extends UidPlace {
  readonly user: string;
}

function readOwners(
  reader: Reader,
  parts: ReadonlyMap<string, unknown>,
  part: keyof UidSpace,
): Owned[] {
  const place = ["uids", part];
  const owners: Owned[] = [];
  const entries = parts.has(part) ? reader.entries(parts.get(part), place) : [];
  for (const [key, user] of entries) {
    const number = readPlace(reader, key, place);
    const problem = typeof user === "string" ? loginNameProblem(user) : "It is no text.";
    if (problem !== undefined)
      reader.report(place, `${quote(user)} cannot be a user id. ${problem}`);
    if (number !== undefined && typeof user === "string" && problem === undefined) {
      owners.push({ ...number, user });
    }
  }
  return owners;
}

/** Reads `1000` or `studio/502`. */
function readPlace(reader: Reader, key: string, place: readonly string[]): UidPlace | undefined {
  const slash = key.indexOf("/");
  const host = slash === -1 ? undefined : key.slice(0, slash);
  const problem = host === undefined ? undefined : hostIdProblem(host);
  if (problem !== undefined) {
    reader.report(place, `${quote(host)} cannot be a host id. ${problem}`);
    return undefined;
  }
  const digits = key.slice(slash + 1);
  if (/^[1-9]\d{0,9}$/.test(digits) && Number(digits) < 2 ** 31)
    return { uid: Number(digits), host };
  reader.report(place, `${quote(digits)} is no uid.`);
  return undefined;
}

interface Owners {
  readonly accounts: readonly Owned[];
  readonly tombstones: readonly Owned[];
  readonly freed: readonly Owned[];
}

function spaceOn(owners: Owners, host: string | undefined): UidSpace {
  const { accounts, tombstones, freed } = owners;
  const on = (part: readonly Owned[]) =>
    new Map(part.filter((one) => one.host === host).map(({ uid, user }) => [uid, user]));
  return orderSpace({ accounts: on(accounts), tombstones: on(tombstones), freed: on(freed) });
}

function reportDoubles(
  reader: Reader,
  host: string | undefined,
  { accounts, tombstones }: UidSpace,
): void {
  const where = host === undefined ? "" : ` on ${quote(host)}`;
  const uids = new Map<string, number>();
  for (const [uid, user] of accounts) {
    const earlier = uids.get(user);
    if (earlier !== undefined) {
      const message = `${quote(user)} has two uids${where}, ${earlier} and ${uid}.`;
      const help = "Move the line of the one that no machine was built with to `tombstones`.";
      reader.report(["uids", "accounts"], message, help);
    }
    uids.set(user, uid);
    const former = tombstones.get(uid);
    if (former !== undefined) {
      reader.report(["uids"], ...describeTwofold(`${uid}${where}`, user, former));
    }
  }
}

/** A merge by lines can come to this, when one branch gave a uid to somebody and the other took it from another. */
function describeTwofold(
  uid: string,
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
