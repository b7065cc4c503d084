import type { ResolvedHost } from "@fleet/core";
import { type Diagnostic, type Path, quote } from "@fleet/diagnostics";
import type { WiredSecret } from "@fleet/secrets";
import type { Fact } from "../facts/fact.ts";
import type { HostFacts, SecretFacts } from "../facts/nix-facts.ts";
import { type Comparison, createDifference, listNames, subtract } from "./difference.ts";
import type { SecretPlace } from "./secret-place.ts";

/**
 * How the secrets that were computed for a host or home differ from those that sops-nix is told of.
 * What the fleet leaves to sops-nix, and secrets that modules add, are their author's business; but
 * where no module was read, they are differences, too.
 */
export function* compareSecrets(
  comparison: Comparison,
  place: SecretPlace,
  found: ReadonlyMap<string, SecretFacts>,
): Iterable<Diagnostic> {
  for (const [name, secret] of place.secrets) {
    const facts = found.get(name);
    if (facts === undefined) {
      yield createDifference(comparison, {
        what: "secret-missing",
        path: place.placeOf(name),
        message: `Nix does not give ${place.of} the secret ${quote(name)}, which was computed.`,
        option: `${place.option}.${name}`,
        help: `It would be ${place.option}.${name}: a module of your own takes it away.`,
      });
    } else {
      yield* compareFields(comparison, { place, name, secret, facts });
    }
  }
  if (comparison.hasModules) return;
  for (const name of subtract([...found.keys()], place.secrets.keys())) {
    yield createDifference(comparison, {
      what: "secret-unexpected",
      path: place.path,
      message: `Nix gives ${place.of} the secret ${quote(name)}, which was not computed.`,
      option: `${place.option}.${name}`,
    });
  }
}

/** How the private key of a host that was computed differs from those that sops-nix looks for. */
export function* compareIdentity(
  comparison: Comparison,
  { id }: ResolvedHost,
  { identity: found }: HostFacts,
): Iterable<Diagnostic> {
  const wiring = comparison.fleet.secrets?.wiring;
  const identity = wiring?.identities.get(id);
  // sops-nix is told of a key only where there is something to decrypt.
  if (identity === undefined || found === undefined || !wiring?.hosts.has(id)) return;
  const isFile = "keyFile" in identity;
  const computed = isFile ? identity.keyFile : identity.sshKeyPath;
  const paths = isFile ? [found.keyFile] : found.sshKeyPaths;
  if (paths.includes(computed)) return;
  const names = paths.filter((path) => typeof path === "string");
  const inNix = names.length === 0 ? "nothing" : listNames(names);
  yield createDifference(comparison, {
    what: "identity",
    path: ["hosts", id, isFile ? "ageKeyFile" : "sshHostKeyPath"],
    message: `Host ${quote(id)} decrypts its secrets with ${inNix} in Nix, and ${quote(computed)} was computed.`,
    option: isFile ? "sops.age.keyFile" : "sops.age.sshKeyPaths",
  });
}

interface SecretPair {
  readonly place: SecretPlace;
  readonly name: string;
  readonly secret: WiredSecret;
  readonly facts: SecretFacts;
}

/** A field of a secret, as it was computed and as Nix has it. */
interface Field {
  /** The option. */
  readonly name: string;
  /** How messages call it. */
  readonly word: string;
  /** Undefined where the fleet leaves it to sops-nix. */
  readonly computed: string | boolean | undefined;
  readonly found: Fact;
}

function* compareFields(comparison: Comparison, pair: SecretPair): Iterable<Diagnostic> {
  const { place, name } = pair;
  const path = place.placeOf(name);
  const of = `the secret ${quote(name)} of ${place.of}`;
  for (const field of listFields(pair)) {
    const { computed, found } = field;
    const isLeft = computed === undefined && (comparison.hasModules || found === null);
    if (isLeft || found === computed) continue;
    const inNix =
      found === null || found === undefined ? "not set in Nix" : `${quote(found)} in Nix`;
    yield createDifference(comparison, {
      what: "secret-differs",
      path,
      message: `The ${field.word} of ${of} is ${inNix}, and ${computed === undefined ? "none" : quote(computed)} was computed.`,
      option: `${place.option}.${name}.${field.name}`,
    });
  }
  if (place.kind === "nixos") yield* compareUnits(comparison, pair, { path, of });
}

function listFields({ place: { kind }, secret, facts }: SecretPair): Field[] {
  const { file, key, format, mode, path, owner, group } = secret;
  const need = "neededForUsers";
  const needed = secret[need];
  // Of other formats sops-nix delivers the whole file, whatever the key.
  const isTree = format === "yaml" || format === "json";
  return [
    { name: "sopsFile", word: "file", computed: file, found: shortenFile(facts.file, file) },
    ...(isTree ? [{ name: "key", word: "key", computed: key, found: facts.key }] : []),
    { name: "format", word: "format", computed: format, found: facts.format },
    { name: "mode", word: "mode", computed: mode, found: facts.mode },
    { name: "path", word: "path", computed: path, found: facts.path },
    ...(kind === "home"
      ? []
      : [
          { name: "owner", word: "owner", computed: owner, found: facts.owner },
          { name: "group", word: "group", computed: group, found: facts.group },
        ]),
    ...(kind === "nixos" ? [{ name: need, word: need, computed: needed, found: facts[need] }] : []),
  ];
}

/**
 * A path of Nix's as one from the root. Where in its source the flake lies is not known here, so the
 * computed path is looked for at the end.
 */
function shortenFile(found: Fact, computed: string): Fact {
  if (typeof found !== "string" || !found.startsWith("/")) return found;
  return found.endsWith(`/${computed}`) ? computed : found.replace(/^\/nix\/store\/[^/]+\//, "");
}

function* compareUnits(
  comparison: Comparison,
  { place, name, secret, facts }: SecretPair,
  { path, of }: { readonly path: Path; readonly of: string },
): Iterable<Diagnostic> {
  for (const key of ["restartUnits", "reloadUnits"] as const) {
    const verb = key === "restartUnits" ? "restart" : "reload";
    const missing = subtract(secret[key], facts[key]);
    const added = comparison.hasModules ? [] : subtract(facts[key], secret[key]);
    const parts = [
      ...(missing.length === 0 ? [] : [`does not ${verb} ${listNames(missing)}`]),
      ...(added.length === 0 ? [] : [`also ${verb}s ${listNames(added)}`]),
    ];
    if (parts.length === 0) continue;
    yield createDifference(comparison, {
      what: "secret-differs",
      path,
      message: `Nix ${parts.join(" and ")} when ${of} changes, unlike what was computed.`,
      option: `${place.option}.${name}.${key}`,
    });
  }
}
