import type { Fleet } from "@fleet/core";
import type { Host, HostSecretDeclaration, PasswordSecret } from "@fleet/core/internal";
import { createOnce, type Diagnostic, formatPath, type Path, quote } from "@fleet/diagnostics";
import { secretsCodes } from "../codes.ts";
import { formatOf } from "../formats/file-format.ts";
import { checkOwnFile } from "./secret-places.ts";
import { checkValues, refuse } from "./secret-values.ts";

/**
 * What is wrong with the secrets that passwords come from, each place once, however many hosts it is about: beside
 * what is wrong with any secret, one that is there too late, one of two minds, and one that would be no hash.
 */
export function* checkPasswordSecrets(fleet: Fleet): Iterable<Diagnostic> {
  const isNew = createOnce();
  for (const host of fleet.hosts.values()) {
    const hostFile = fleet.secrets?.hostFile.replaceAll("{host}", host.id) ?? "";
    for (const one of host.passwordSecrets) {
      const { password, path } = one;
      const secret = host.secrets.get(password.secret);
      if (secret === undefined) continue;
      const file = secret.file ?? hostFile;
      const { key } = password;
      const found = one.isFirst
        ? [
            ...checkOwnFile(password.file, path),
            ...checkValues({ secret: { key }, path, kind: "host", file }),
          ]
        : [...checkFit(one, { host, secret, hostFile })];
      const ofForm = found.length === 0 ? [...checkForm(one, { ...secret, file })] : [];
      for (const finding of [...found, ...ofForm]) {
        if (isNew(path, finding.code, finding.message)) yield finding;
      }
    }
  }
}

interface Meant {
  readonly host: Host;
  /** The secret of that name that the host has. */
  readonly secret: HostSecretDeclaration;
  /** Where its secrets come from that name no file. */
  readonly hostFile: string;
}

/** A secret that is there already is taken, where it is what the password says. */
function* checkFit(
  { path, password }: PasswordSecret,
  { host, secret, hostFile }: Meant,
): Iterable<Diagnostic> {
  const { secret: name, file, key } = password;
  const what = `${quote(name)} is a secret of ${quote(host.id)} already, and`;
  const other = "Name another secret, or say the same of both.";
  const place = placeOfSecret(host, name);
  const isDeclared = place[0] === "hosts" && place[2] === "secrets";
  if (secret.neededForUsers !== true) {
    yield refuse(`${what} there only after users are made, too late for a password.`, {
      path: [...path, "secret"],
      help: `Write \`neededForUsers: true\` at ${formatPath(place)}, or name another secret.`,
    });
  }
  // What the host declares may say more than the password; another password has to say the same.
  const isOtherFile =
    (file ?? (isDeclared ? secret.file : undefined) ?? hostFile) !== (secret.file ?? hostFile);
  const isOtherKey =
    (key ?? (isDeclared ? secret.key : undefined) ?? name) !== (secret.key ?? name);
  if (isOtherFile) {
    yield refuse(`${what} comes from ${quote(secret.file ?? hostFile)} (${formatPath(place)}).`, {
      path: file === undefined ? path : [...path, "file"],
      help: other,
    });
  }
  if (isOtherKey) {
    yield refuse(`${what} is ${quote(secret.key ?? name)} in its file (${formatPath(place)}).`, {
      path: key === undefined ? path : [...path, "key"],
      help: other,
    });
  }
}

/** sops-nix delivers the whole of some files, and NixOS takes what it delivers for one hash. */
function* checkForm(
  { path, password: { secret: name } }: PasswordSecret,
  { file, key }: { readonly file: string; readonly key?: string | undefined },
): Iterable<Diagnostic> {
  const format = formatOf(file);
  const isTree = format === "yaml" || format === "json";
  if (format === "binary" || (isTree && key !== "")) return;
  yield secretsCodes.create(
    "unsuitable-secret",
    `The password ${quote(name)} would be the whole of ${quote(file)}, and not a hash in it.`,
    { path, help: "Keep the hash in a YAML file, under a key, or in a binary file of its own." },
  );
}

/** Where a secret of a host is declared: on itself, or as that of a password. */
export function placeOfSecret({ id, passwordSecrets }: Host, name: string): Path {
  // Most hosts have none.
  const said = passwordSecrets.find(({ password, isFirst }) => isFirst && password.secret === name);
  return said?.path ?? ["hosts", id, "secrets", name];
}
