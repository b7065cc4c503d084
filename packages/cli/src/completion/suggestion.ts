/**
 * What shells suggest: folders or files of the disk, or ids, which `ids.ts` lists. `secret-files`
 * are suggested before other files.
 */
export type Suggestion = "folders" | "files" | IdKind;

/** The ids that can be listed without loading a config. */
export const idKinds = [
  "hosts",
  "operators",
  "readers",
  "homes",
  "deploy-targets",
  "secret-files",
  "former-uids",
  "uid-hosts",
  "accounts",
  "users",
  "profiles",
  "codes",
  "tags",
  "secret-owners",
  "revisions",
] as const;

/** A kind of ids: `readers` are users, hosts, service accounts and operators, `deploy-targets` hosts, standalone homes and tags, `former-uids` those that nobody has any more, `uid-hosts` single hosts on which one is, `accounts` users on hosts as `ada@mini`, `secret-owners` hosts and users as `host:mini`, `revisions` branches and tags of git. */
type IdKind = (typeof idKinds)[number];

/** What may stand behind some operands of a command. */
export interface OperandEntry {
  /** The operands before it. Default: none. */
  readonly after?: readonly string[];
  /** The words that it may be, each with what it is for. Default: none. */
  readonly words?: readonly (readonly [word: string, purpose: string])[];
  /** What is suggested for it. Default: nothing. */
  readonly suggests?: Suggestion;
  /** Whether the same may follow again and again. Default: it may not. */
  readonly repeats?: true;
}
