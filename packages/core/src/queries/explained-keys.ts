import type { Path } from "@fleet/diagnostics";
import { parseAuthorizedKey } from "../keys/authorized-key.ts";
import { writeOut } from "../keys/placed-keys.ts";
import type { Host, Placement, User, UserSshKey } from "../parse/fleet.ts";
import type { Account } from "../resolve/resolved-fleet.ts";
import { isSelected } from "../selection/host-selector.ts";

/** A declared SSH key, and whether an account has it. A row of plain data, as JSON holds it. */
export interface ExplainedKey {
  /** The type, the last letters and the comment of a line; else where it comes from. */
  readonly key: string;
  readonly from: "line" | "file" | "environment";
  readonly path: Path;
  /** Why the account has not got it; null where it has. */
  readonly missing: string | null;
}

/** The SSH keys of an account: those of its placement, and those of its user, of which each says why it does not count. */
export function explainSshKeys(
  host: Host,
  { user, placement, account }: Readonly<{ user: User; placement: Placement; account: Account }>,
): ExplainedKey[] {
  const closed = account.isDisabled.value ? "the account is disabled" : null;
  const own = placement.own.sshKeys;
  const placed = (own ?? []).map((key, index) => ({
    ...describeKey(writeOut(key)),
    path: [...placement.path, "sshKeys", index],
    missing: closed,
  }));
  const replaced = own === undefined ? null : "the placement has its own keys instead";
  const general = user.sshKeys.map((key, index) => ({
    ...describeKey(key),
    path: ["users", user.id, "sshKeys", index],
    missing: closed ?? replaced ?? whyElsewhere(key, host),
  }));
  return [...placed, ...general];
}

/** All SSH keys of a user, each with the hosts that it is for where it is not for all. */
export function listUserKeys({ id, sshKeys }: User): ExplainedKey[] {
  return sshKeys.map((key, index) => ({
    ...describeKey(key),
    path: ["users", id, "sshKeys", index],
    missing: key.hosts === undefined ? null : `elsewhere than on ${key.hosts.join(", ")}`,
  }));
}

function whyElsewhere({ hosts }: UserSshKey, host: Host): string | null {
  if (isSelected(hosts, host)) return null;
  return hosts?.length === 0 ? "it is for no host" : `it is for ${hosts?.join(", ")}`;
}

function describeKey(key: UserSshKey): Pick<ExplainedKey, "key" | "from"> {
  if ("file" in key) return { key: key.file, from: "file" };
  if ("env" in key) return { key: key.env, from: "environment" };
  return { key: shortenKey(key.key), from: "line" };
}

/** How many of the last letters of a key tell it from others. */
const shownLetters = 12;

/** A line of `authorized_keys` in a few words; nothing of one that is none, as it may be a private key. */
export function shortenKey(line: string): string {
  const parsed = parseAuthorizedKey(line);
  if (!parsed.ok) return "a line that is no public key";
  const { key, options } = parsed.value;
  const [type = "", base64 = ""] = key.line.split(" ");
  const words = [type, `…${base64.slice(-shownLetters)}`, key.comment];
  const limits = options.names.length === 0 ? [] : [`(${options.names.join(", ")})`];
  return [...words, ...limits].filter((word) => word !== "").join(" ");
}
