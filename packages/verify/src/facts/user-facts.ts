import type { JsonValue } from "@fleet/nix-eval";
import { type Fact, readEntries, readTexts } from "./fact.ts";

/** What a user of a system is. */
export interface UserFacts {
  readonly uid: Fact;
  readonly description: Fact;
  readonly home: Fact;
  readonly shell: Fact;
  readonly isNormal: Fact;
  /** The day from which on nobody logs in; null where there is none. */
  readonly expires: Fact;
  /** Undefined where the system has no groups to declare. */
  readonly groups: readonly string[] | undefined;
  readonly primaryGroup: Fact;
  /** Subordinate ids: `auto`, `none`, or ranges such as `2000000000:65536`. */
  readonly subordinateUids: Fact;
  readonly subordinateGids: Fact;
  /** Whether its programs run while nobody is logged in; null where nothing is said of it. */
  readonly linger: Fact;
  /** That of the primary group; only a Mac's user has it. */
  readonly gid: Fact;
  readonly sshKeys: readonly string[];
  /** Undefined where the system has no passwords to declare, and where nobody says. */
  readonly password: PasswordFacts | undefined;
}

/** By which options somebody has a password. */
export interface PasswordFacts {
  /** The options of the user that are set: `hashedPassword`, `initialPassword`, and so on. */
  readonly options: readonly string[];
  /** That of `hashedPasswordFile`. */
  readonly file: Fact;
  /** The SHA-256 of `hashedPassword`, in hexadecimal digits; null where there is none. */
  readonly digest: Fact;
  /** Whether `hashedPassword` is that of a locked account. */
  readonly isLocked: boolean;
}

/** Reads what Nix says about a user. Whatever is missing or of another form counts as not said. */
export function readUserFacts(value: JsonValue): UserFacts {
  const user = readEntries(value);
  return {
    uid: user.get("uid"),
    description: user.get("description"),
    home: user.get("home"),
    shell: user.get("shell"),
    isNormal: user.get("isNormal"),
    expires: user.get("expires"),
    groups: readTexts(user.get("groups")),
    primaryGroup: user.get("primaryGroup"),
    subordinateUids: user.get("subordinateUids"),
    subordinateGids: user.get("subordinateGids"),
    linger: user.get("linger"),
    gid: user.get("gid"),
    sshKeys: readTexts(user.get("sshKeys")) ?? [],
    password: readPasswordFacts(user.get("password")),
  };
}

/** Reads by which options somebody has a password; undefined where nobody says. */
export function readPasswordFacts(value: Fact): PasswordFacts | undefined {
  const password = readEntries(value);
  const options = readTexts(password.get("options"));
  if (options === undefined) return undefined;
  return {
    options,
    file: password.get("file"),
    digest: password.get("digest"),
    isLocked: password.get("isLocked") === true,
  };
}
