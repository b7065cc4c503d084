import { type HostSecretDeclaration, relativePathProblem } from "@fleet/core/internal";
import { quote } from "@fleet/diagnostics";
import { formatOf } from "@fleet/secrets/internal";
import type { FoundSecret } from "../../found/found-secret.ts";
import type { LeftList } from "../left-list.ts";

/** What a secret is declared for. */
export interface SecretPlace {
  /** Where something is left of it: `mini`, `ada`. */
  readonly about: string;
  /** The file that it comes from unless it says otherwise. */
  readonly defaultFile: string;
  /** The primary groups of accounts, by login. */
  readonly groupOf: (login: string) => string | null;
  readonly left: LeftList;
}

/** Declares a secret, without what sops-nix and fleet take by themselves; undefined where it cannot be declared. */
export function declareSecret(
  secret: FoundSecret,
  { about, defaultFile, groupOf, left }: SecretPlace,
): HostSecretDeclaration | undefined {
  const { file, key, format } = secret;
  const problem =
    relativePathProblem(file) ??
    (formatOf(file) === format ? undefined : `Its name says another format than ${quote(format)}.`);
  if (problem !== undefined || secret.name === "__proto__") {
    left.add({
      kind: "secret",
      about: `${about}: ${quote(secret.name)}`,
      message: `Its file cannot be declared. ${problem ?? ""}`.trim(),
      help: "It goes on as it is, in the module.",
      files: secret.definedIn,
    });
    return undefined;
  }
  const isTree = format === "yaml" || format === "json";
  const owner = secret.owner === "root" ? null : secret.owner;
  const ownGroup = groupOf(secret.owner ?? "root") ?? (owner === null ? "root" : null);
  return {
    file: file === defaultFile ? undefined : file,
    key: !isTree || key === secret.name ? undefined : key,
    mode: isUsualMode(secret.mode) ? undefined : (secret.mode ?? undefined),
    path: isUsualPath(secret) ? undefined : (secret.path ?? undefined),
    owner: secret.neededForUsers ? undefined : (owner ?? undefined),
    group:
      secret.neededForUsers || secret.group === null || secret.group === ownGroup
        ? undefined
        : secret.group,
    neededForUsers: secret.neededForUsers ? true : undefined,
    restartUnits: secret.restartUnits.length === 0 ? undefined : secret.restartUnits,
    reloadUnits: secret.reloadUnits.length === 0 ? undefined : secret.reloadUnits,
  };
}

function isUsualMode(mode: string | null): boolean {
  return mode === null || mode === "0400" || mode === "400";
}

/** Where sops-nix puts it by itself, of a system and of a home. */
export function isUsualPath({ name, path }: Pick<FoundSecret, "name" | "path">): boolean {
  return (
    path === null ||
    path === `/run/secrets/${name}` ||
    path === `/run/secrets-for-users/${name}` ||
    path.endsWith(`/sops-nix/secrets/${name}`)
  );
}
