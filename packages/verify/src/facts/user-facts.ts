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
  /** That of the primary group; only a Mac's user has it. */
  readonly gid: Fact;
  readonly sshKeys: readonly string[];
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
    gid: user.get("gid"),
    sshKeys: readTexts(user.get("sshKeys")) ?? [],
  };
}
