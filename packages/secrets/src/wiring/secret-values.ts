import {
  absolutePathProblem,
  accountNameProblem,
  groupNameProblem,
  type HostSecretDeclaration,
} from "@fleet/core/internal";
import { type Diagnostic, type FindingDetails, type Path, quote } from "@fleet/diagnostics";
import { secretsCodes } from "../codes.ts";
import { formatOf } from "../formats/file-format.ts";

/** A secret as it is declared, and whose. */
export interface DeclaredSecret {
  readonly secret: HostSecretDeclaration;
  /** Where it is declared. */
  readonly path: Path;
  readonly kind: "host" | "home";
  /** The file that it comes from: its own, or the one of its host or user. */
  readonly file: string;
}

/** Every value of a secret that sops-nix or systemd could make nothing of. */
export function* checkValues(declared: DeclaredSecret): Iterable<Diagnostic> {
  yield* checkMode(declared);
  yield* checkPath(declared);
  yield* checkKey(declared);
  yield* checkNames(declared);
  yield* checkUnits(declared);
}

function* checkMode({ secret: { mode }, path }: DeclaredSecret): Iterable<Diagnostic> {
  if (mode === undefined) return;
  const at = { path: [...path, "mode"] };
  if (!/^0?[0-7]{3}$/.test(mode)) {
    const help = 'Write four octal digits, such as "0400".';
    yield refuse(`${quote(mode)} are no permissions.`, { ...at, help });
  } else if (/[1-7]$/.test(mode)) {
    yield secretsCodes.create(
      "readable-by-all",
      `With the mode ${mode}, everybody on the machine may use the decrypted secret.`,
      { ...at, help: 'Give it to its `owner` alone: "0400".' },
    );
  }
}

/** sops-nix puts the runtime folder of a user in the place of `%r`, of a home alone (home-manager/sops.nix). */
function* checkPath({ secret, path, kind }: DeclaredSecret): Iterable<Diagnostic> {
  const { path: target } = secret;
  if (target === undefined) return;
  const absolute = kind === "home" ? target.replace(/^%r(?=\/)/, "") : target;
  const problem = absolutePathProblem(absolute);
  if (problem === undefined) return;
  yield refuse(`${quote(target)} cannot be where the decrypted file goes. ${problem}`, {
    path: [...path, "path"],
    help: 'Write an absolute path, such as "/run/keys/wifi".',
  });
}

function* checkKey({ secret: { key }, path, file }: DeclaredSecret): Iterable<Diagnostic> {
  if (key === undefined || key === "") return;
  const at = { path: [...path, "key"] };
  if (/\p{Cc}/u.test(key) || key !== key.trim()) {
    yield refuse(`${quote(key)} cannot be a key: it holds a line break, or blanks at an end.`, {
      ...at,
      help: 'Write the key as it stands in the file, nested ones joined by "/".',
    });
    return;
  }
  const format = formatOf(file);
  if (format === "yaml" || (format === "json" && !key.includes("/"))) return;
  // sops-nix looks keys up in trees alone, and goes down in those of YAML alone (sops-install-secrets/main.go).
  yield secretsCodes.create(
    "unsuitable-secret",
    format === "json"
      ? `${quote(key)} is nested in a JSON file, where sops-nix finds only keys at the top.`
      : `${quote(file)} has no keys to sops-nix, which delivers the whole of it, whatever ${quote(key)} is.`,
    {
      ...at,
      help:
        format === "json"
          ? "Keep it in a YAML file, or at the top."
          : "Take `key` out, or keep the value in a YAML file.",
    },
  );
}

function* checkNames({ secret: { owner, group }, path }: DeclaredSecret): Iterable<Diagnostic> {
  const ofOwner = owner === undefined ? undefined : accountNameProblem(owner);
  if (ofOwner !== undefined) {
    yield refuse(`${quote(owner)} cannot be an owner. ${ofOwner}`, {
      path: [...path, "owner"],
      help: 'Write the login name of an account on the host, such as "nginx".',
    });
  }
  const ofGroup = group === undefined ? undefined : groupNameProblem(group);
  if (ofGroup !== undefined) {
    yield refuse(`${quote(group)} cannot be a group. ${ofGroup}`, {
      path: [...path, "group"],
      help: 'Write the name of a group on the host, such as "nginx".',
    });
  }
}

/**
 * The whole name of a unit, at most 255 characters (systemd.unit(5), "Description"): a prefix, for an
 * instance of a template "@" and its name, and a suffix. A template itself can be neither restarted nor
 * reloaded.
 */
const unitName =
  /^[A-Za-z0-9:_.\\-]+(?:@[A-Za-z0-9:_.\\@-]+)?\.(?:service|socket|device|mount|automount|swap|target|path|timer|slice|scope)$/;

function* checkUnits({ secret, path }: DeclaredSecret): Iterable<Diagnostic> {
  for (const field of ["restartUnits", "reloadUnits"] as const) {
    for (const [index, unit] of (secret[field] ?? []).entries()) {
      if (unitName.test(unit) && unit.length <= 255) continue;
      const isTemplate = /@\.\w+$/.test(unit);
      yield refuse(`${quote(unit)} is no unit of systemd.`, {
        path: [...path, field, index],
        help: isTemplate
          ? 'Name the instance of the template, such as "backup@home.service".'
          : 'Write its whole name with its kind, such as "nginx.service".',
      });
    }
  }
}

/** That a secret cannot be as it is declared. */
export function refuse(message: string, details: FindingDetails): Diagnostic {
  return secretsCodes.create("bad-secret", message, details);
}
