import type { Fleet, ResolvedFleet } from "@fleet/core";
import type { Host, HostSecretDeclaration } from "@fleet/core/internal";
import { type Diagnostic, type Path, quote } from "@fleet/diagnostics";
import { secretsCodes } from "../codes.ts";
import { formatOf } from "../formats/file-format.ts";

/** What is wrong with the secrets of hosts and homes as they are declared, whatever the files hold. */
export function* checkWiring(fleet: Fleet, resolved: ResolvedFleet): Iterable<Diagnostic> {
  for (const [id, host] of fleet.hosts) {
    const logins = loginsOf(resolved, id);
    for (const [name, secret] of host.secrets) {
      const path = ["hosts", id, "secrets", name];
      yield* checkSecret(name, secret, path);
      yield* checkHostSecret(host, secret, { path, logins });
    }
  }
  for (const [id, user] of fleet.users) {
    for (const [name, secret] of user.secrets) {
      yield* checkSecret(name, secret, ["users", id, "secrets", name]);
    }
  }
}

function loginsOf(resolved: ResolvedFleet, host: string): Set<string> {
  const accounts = resolved.hosts.get(host)?.accounts.values() ?? [];
  return new Set(["root", ...[...accounts].map(({ username }) => username.value)]);
}

function* checkSecret(
  name: string,
  secret: HostSecretDeclaration,
  path: Path,
): Iterable<Diagnostic> {
  if (!/^[A-Za-z0-9_][\w.+/-]*$/.test(name) || name.split("/").includes("..")) {
    yield secretsCodes.create(
      "bad-secret",
      `${quote(name)} cannot be the name of a secret: it becomes a path below /run/secrets.`,
      { path, help: 'Use letters, digits, "_", "-", "." and "/".' },
    );
  }
  if (secret.mode !== undefined && !/^0?[0-7]{3}$/.test(secret.mode)) {
    yield secretsCodes.create("bad-secret", `${quote(secret.mode)} are no permissions.`, {
      path: [...path, "mode"],
      help: 'Write four octal digits, such as "0400".',
    });
  } else if (secret.mode !== undefined && /[1-7]$/.test(secret.mode)) {
    yield secretsCodes.create(
      "readable-by-all",
      `With the mode ${secret.mode}, everybody on the machine may use the decrypted secret.`,
      { path: [...path, "mode"], help: 'Give it to its `owner` alone: "0400".' },
    );
  }
  if (secret.path !== undefined && !/^(\/|%r\/)[^\p{Cc}]*$/u.test(secret.path)) {
    yield secretsCodes.create("bad-secret", `${quote(secret.path)} is no absolute path.`, {
      path: [...path, "path"],
      help: 'Write one such as "/run/keys/wifi".',
    });
  }
  if (secret.key?.includes("/") && secret.file !== undefined && formatOf(secret.file) === "json") {
    yield secretsCodes.create(
      "unsuitable-secret",
      `${quote(secret.key)} is nested in a JSON file, where sops-nix finds only keys at the top.`,
      { path: [...path, "key"], help: "Keep it in a YAML file, or at the top." },
    );
  }
}

function* checkHostSecret(
  host: Host,
  secret: HostSecretDeclaration,
  { path, logins }: { readonly path: Path; readonly logins: ReadonlySet<string> },
): Iterable<Diagnostic> {
  if (host.platform === "linux") {
    yield secretsCodes.create(
      "bad-secret",
      `fleet manages no system on ${quote(host.id)} that could decrypt a secret.`,
      { path, help: "Declare it on a user, for the home." },
    );
    return;
  }
  if (host.platform === "darwin") yield* checkMacSecret(secret, path);
  // sops-nix ignores the owner of such a secret without a word (secrets-for-users/default.nix).
  if (secret.neededForUsers && (secret.owner !== undefined || secret.group !== undefined)) {
    yield secretsCodes.create(
      "bad-secret",
      "A secret that is needed for users belongs to root: there are no users yet.",
      {
        path: [...path, secret.owner === undefined ? "group" : "owner"],
        help: "Leave the owner and the group out.",
      },
    );
  }
  if (secret.owner !== undefined && !logins.has(secret.owner) && secret.group === undefined) {
    yield secretsCodes.create(
      "unknown-owner",
      `${quote(secret.owner)} has no account on ${quote(host.id)} that fleet knows of; its group is asked for while Nix evaluates.`,
      { path: [...path, "owner"], help: "Where a service brings the user, set `group` as well." },
    );
  }
}

function* checkMacSecret(secret: HostSecretDeclaration, path: Path): Iterable<Diagnostic> {
  for (const key of ["neededForUsers", "restartUnits", "reloadUnits"] as const) {
    if (secret[key] === undefined) continue;
    yield secretsCodes.create("bad-secret", `\`${key}\` has no meaning on a Mac.`, {
      path: [...path, key],
      help: "Leave it out.",
    });
  }
}
