import type { Fleet, ResolvedFleet } from "@fleet/core";
import { accountNameProblem, type Host, type HostSecretDeclaration } from "@fleet/core/internal";
import { createOnce, type Diagnostic, type Path, quote } from "@fleet/diagnostics";
import { secretsCodes } from "../codes.ts";
import { checkPasswordSecrets, placeOfSecret } from "./password-checks.ts";
import { checkDefaultFiles, checkOwnFile, checkTargets } from "./secret-places.ts";
import { checkValues, refuse } from "./secret-values.ts";

/** What is wrong with the secrets of hosts and homes as they are declared, whatever the files hold. */
export function* checkWiring(fleet: Fleet, resolved: ResolvedFleet): Iterable<Diagnostic> {
  yield* checkDefaultFiles(fleet);
  // A password of a user is one of all of the user's hosts.
  const isNew = createOnce();
  for (const [id, host] of fleet.hosts) {
    const defaultFile = fleet.secrets?.hostFile.replaceAll("{host}", id) ?? "";
    const logins = loginsOf(resolved, id);
    for (const finding of checkTargets(host.secrets, (name) => placeOfSecret(host, name))) {
      if (isNew(finding.path ?? [], finding.message)) yield finding;
    }
    for (const [name, secret] of host.secrets) {
      const path = placeOfSecret(host, name);
      // What a password says of its secret is looked at once, for all hosts.
      if (path[2] !== "secrets") continue;
      yield* checkOwnFile(secret.file, path);
      yield* checkValues({ secret, path, kind: "host", file: secret.file ?? defaultFile });
      yield* checkHostSecret(host, secret, { path, logins });
    }
  }
  yield* checkPasswordSecrets(fleet);
  for (const [id, { secrets }] of fleet.users) {
    const defaultFile = fleet.secrets?.userFile.replaceAll("{user}", id) ?? "";
    yield* checkTargets(secrets, (name) => ["users", id, "secrets", name]);
    for (const [name, secret] of secrets) {
      const path = ["users", id, "secrets", name];
      yield* checkOwnFile(secret.file, path);
      yield* checkValues({ secret, path, kind: "home", file: secret.file ?? defaultFile });
    }
  }
}

function loginsOf(resolved: ResolvedFleet, host: string): Set<string> {
  const accounts = resolved.hosts.get(host)?.accounts.values() ?? [];
  return new Set(["root", ...[...accounts].map(({ username }) => username.value)]);
}

function* checkHostSecret(
  host: Host,
  secret: HostSecretDeclaration,
  { path, logins }: { readonly path: Path; readonly logins: ReadonlySet<string> },
): Iterable<Diagnostic> {
  if (host.platform === "linux") {
    const message = `fleet manages no system on ${quote(host.id)} that could decrypt a secret.`;
    yield refuse(message, { path, help: "Declare it on a user, for the home." });
    return;
  }
  if (host.platform === "darwin") yield* checkMacSecret(secret, path);
  const { owner, group } = secret;
  // sops-nix ignores the owner of such a secret without a word (secrets-for-users/default.nix).
  if (secret.neededForUsers && (owner !== undefined || group !== undefined)) {
    yield refuse("A secret that is needed for users belongs to root: there are no users yet.", {
      path: [...path, owner === undefined ? "group" : "owner"],
      help: "Leave the owner and the group out.",
    });
  }
  const isName = owner !== undefined && accountNameProblem(owner) === undefined;
  if (isName && !logins.has(owner) && group === undefined) {
    yield secretsCodes.create(
      "unknown-owner",
      `${quote(owner)} has no account on ${quote(host.id)} that fleet knows of; its group is asked for while Nix evaluates.`,
      { path: [...path, "owner"], help: "Where a service brings the user, set `group` as well." },
    );
  }
}

function* checkMacSecret(secret: HostSecretDeclaration, path: Path): Iterable<Diagnostic> {
  for (const key of ["neededForUsers", "restartUnits", "reloadUnits"] as const) {
    if (secret[key] === undefined) continue;
    yield refuse(`\`${key}\` has no meaning on a Mac.`, {
      path: [...path, key],
      help: "Leave it out.",
    });
  }
}
