import type { JsonValue } from "@fleet/nix-eval";
import { type Fact, readEntries, readMap, readTexts } from "./fact.ts";

/** By which ways somebody can become root on a host. Whoever is not told of has none, or was not asked about. */
export interface PrivilegeFacts {
  /** What each person, root and whoever is in a group that amounts to root logs in with, by login name. */
  readonly loginKeys: ReadonlyMap<string, LoginKeyFacts>;
  /** Whether each person and root has a password, by login name: "set", "empty", "locked" or "none". */
  readonly passwords: ReadonlyMap<string, Fact>;
  /** Whether passwords can be changed on the machine. */
  readonly mutableUsers: Fact;
  /** The groups that amount to root, of users of the system that are in others' ones, by login name. */
  readonly servants: ReadonlyMap<string, readonly string[]>;
  readonly rules: readonly RuleFacts[];
  /**
   * Whether admins need a password to become root: sudo asks for one, and nothing else lets them. Null
   * where nobody says.
   */
  readonly wheelAsks: Fact;
  /** The kinds of sudo with rules that are text. */
  readonly sudoTexts: readonly string[];
  /** Whom text of sudoers asks for no password, whatever they run: `%group`, a login name, or `ALL`. */
  readonly openTexts: readonly string[];
  /** Who has the uid of root under another name. */
  readonly twins: readonly string[];
  /** The options by which root is logged in without being asked. */
  readonly unaskedOptions: readonly string[];
  /** The options by which sshd finds keys that no account declares. */
  readonly unseenKeys: readonly string[];
  /** Uids and gids of more than one, with their names. */
  readonly sharedUids: ReadonlyMap<string, readonly string[]>;
  readonly sharedGids: ReadonlyMap<string, readonly string[]>;
  /** Whom Nix trusts by another setting than `trusted-users`. */
  readonly moreTrusted: readonly string[];
  /** The release of NixOS. */
  readonly release: Fact;
}

/** What somebody logs in with. */
export interface LoginKeyFacts {
  readonly keys: readonly string[];
  readonly keyFiles: readonly string[];
  readonly principals: readonly string[];
}

/** A rule of sudo or doas. */
export interface RuleFacts {
  /** The option that holds it. */
  readonly option: string;
  readonly users: readonly string[];
  readonly groups: readonly string[];
  /** Whether it is for every command, as root. */
  readonly isAll: boolean;
  /** Whether it asks for no password. */
  readonly isOpen: boolean;
}

/** Reads what Nix says about the ways to become root. Whatever is missing or of another form counts as not said. */
export function readPrivilegeFacts(value: Fact): PrivilegeFacts {
  const entries = readEntries(value);
  const rules = entries.get("rules");
  return {
    loginKeys: readMap(entries.get("loginKeys"), readLoginKeys),
    passwords: readEntries(entries.get("passwords")),
    mutableUsers: entries.get("mutableUsers"),
    servants: readNames(entries.get("servants")),
    rules: Array.isArray(rules) ? rules.map(readRule) : [],
    wheelAsks: entries.get("wheelAsks"),
    sudoTexts: readTexts(entries.get("sudoTexts")) ?? [],
    openTexts: readTexts(entries.get("openTexts")) ?? [],
    twins: readTexts(entries.get("twins")) ?? [],
    unaskedOptions: readTexts(entries.get("unaskedOptions")) ?? [],
    unseenKeys: readTexts(entries.get("unseenKeys")) ?? [],
    sharedUids: readNames(entries.get("sharedUids")),
    sharedGids: readNames(entries.get("sharedGids")),
    moreTrusted: readTexts(entries.get("moreTrusted")) ?? [],
    release: entries.get("release"),
  };
}

function readNames(value: Fact): ReadonlyMap<string, readonly string[]> {
  return readMap(value, (names) => readTexts(names) ?? []);
}

function readLoginKeys(value: JsonValue): LoginKeyFacts {
  const user = readEntries(value);
  return {
    keys: readTexts(user.get("keys")) ?? [],
    keyFiles: readTexts(user.get("keyFiles")) ?? [],
    principals: readTexts(user.get("principals")) ?? [],
  };
}

function readRule(value: JsonValue): RuleFacts {
  const rule = readEntries(value);
  const option = rule.get("option");
  return {
    option: typeof option === "string" ? option : "security.sudo.extraRules",
    users: readTexts(rule.get("users")) ?? [],
    groups: readTexts(rule.get("groups")) ?? [],
    isAll: rule.get("isAll") === true,
    isOpen: rule.get("isOpen") === true,
  };
}
