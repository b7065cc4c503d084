import {
  accountNameProblem,
  groupNameProblem,
  type PasswordDeclaration,
} from "@fleet/core/internal";
import { compareNames, quote } from "@fleet/diagnostics";
import type { FoundUser } from "../../found/found-user.ts";
import { placeholderKey } from "../../found/nix-values.ts";
import type { FoldedHost } from "../folded-host.ts";
import type { KeyReader } from "../key-reader.ts";
import type { LeftList } from "../left-list.ts";
import type { KeyExpressions } from "./key-expressions.ts";

/** How one becomes root on a host beside being admin. */
export interface RootFacts {
  readonly id: string;
  readonly platform: FoldedHost["platform"];
  readonly sshKeys: readonly string[];
  readonly trusted: readonly string[];
  readonly isWithoutPassword: boolean;
  readonly password: PasswordDeclaration | undefined;
}

interface HostSources {
  readonly keys: KeyReader;
  readonly left: LeftList;
  /** The logins of people on the host. */
  readonly logins: ReadonlySet<string>;
  readonly expressions: KeyExpressions;
}

/** Reads how one becomes root on a host, and leaves what no entry can say. */
export function readRoot(
  host: FoldedHost,
  { logins, expressions, keys, left }: HostSources,
): RootFacts {
  const { id, platform, found } = host;
  const root = found.users.find(({ login }) => login === "root");
  const names = (found.trustedUsers ?? []).filter((name) => name !== "root" && !logins.has(name));
  const trusted = names.filter((name) => {
    const problem = name.startsWith("@")
      ? groupNameProblem(name.slice(1))
      : accountNameProblem(name);
    if (problem === undefined) return true;
    left.add({
      kind: "trusted-user",
      about: id,
      message: `Nix trusts ${quote(name)}, which no entry of \`root\` can say: ${problem}`,
      help: "It goes on as it is, in the module.",
    });
    return false;
  });
  return {
    id,
    platform,
    sshKeys: expressions(id, root === undefined ? [] : usableKeys(root, { id, left, keys })),
    trusted: [...new Set(trusted)].sort(compareNames),
    isWithoutPassword: platform === "nixos" && found.sudoNeedsPassword === false,
    password:
      root === undefined || platform !== "nixos" ? undefined : passwordOf(root, { host, left }),
  };
}

function usableKeys(
  { sshKeys, definedIn: files }: FoundUser,
  { id, left, keys }: { readonly id: string; readonly left: LeftList; readonly keys: KeyReader },
): string[] {
  return [...new Set(sshKeys.map((line) => line.trim()))].filter((line) => {
    const problem = line.includes(placeholderKey)
      ? "It stands in for one from an environment variable."
      : keys.problemOf(line);
    if (problem === undefined) return true;
    left.add({
      kind: "key",
      about: `root@${id}`,
      message: `One of its SSH keys is none that a declaration takes. ${problem}`,
      help: "It goes on as it is, in the module.",
      files,
    });
    return false;
  });
}

function passwordOf(
  { password, definedIn: files }: FoundUser,
  { host, left }: { readonly host: FoldedHost; readonly left: LeftList },
): PasswordDeclaration | undefined {
  if (password === null) return undefined;
  const { options, secret, isLocked, isEmpty = false } = password;
  if (secret !== null && host.found.secrets.some(({ name }) => name === secret)) return { secret };
  if (isLocked) return "locked";
  // Of an empty one something else is said.
  if (options.length === 0 || isEmpty) return undefined;
  left.add({
    kind: "password",
    about: `root@${host.id}`,
    message: `Its password is set by ${options.map(quote).join(" and ")}, whose value an import does not read.`,
    help: "",
    files,
  });
  return undefined;
}
