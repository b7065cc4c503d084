import { generatedPaths } from "@fleet/codegen";
import type { Checked, Diagnostic, Outcome } from "@fleet/diagnostics";
import type { LockedFleet, Project, World } from "@fleet/project";
import { decodeText, isOfDeclaration, readLocalFile, readStamp } from "@fleet/project/internal";
import { createRuleFinder, type Keyring, resolveSecrets } from "@fleet/secrets";
import {
  type Adoption,
  createIgnoreFinder,
  findClanFolder,
  type KeptSecrets,
  keepSecrets,
  listUnproven,
  parseSopsYaml,
  planAdoption,
  readAnchorNames,
  sopsYamlPath,
} from "@fleet/secrets/internal";
import { basename, join } from "pathe";
import { createProblem } from "../codes.ts";
import { scanSecretFiles } from "../open/secret-scan.ts";

/** An adoption, with what is known beside it. */
export interface AdoptionReport {
  readonly adoption: Adoption;
  readonly keyring: Keyring;
  /** The anchors of keys in `.sops.yaml`, by key. */
  readonly anchors: ReadonlyMap<string, string>;
  /** The ids of users and hosts that have no key yet, as `user:keith`. */
  readonly keyless: readonly string[];
  /** What the declaration says of secrets beside its rules, which stays as it is. */
  readonly kept: KeptSecrets;
  /** Encrypted files to which the proposal would give other readers after all. */
  readonly unproven: readonly string[];
}

/**
 * Compares a `.sops.yaml` written by hand with the declaration, rule by rule, and says what to declare so
 * that every encrypted file has the readers that it has now. Nothing where the declaration has errors, or sops
 * refuses the file.
 */
export function adoptSopsYaml(project: Project): Outcome<AdoptionReport | undefined> {
  const { config, fleet, findings, world } = project;
  if (config === undefined || fleet === undefined || findings.some(isOfDeclaration)) {
    return { value: undefined, diagnostics: [] };
  }
  const source = readSopsYaml(world, config.root);
  if (!source.ok) return { value: undefined, diagnostics: source.diagnostics };
  const { value: sopsConfig, diagnostics } = parseSopsYaml(source.value, sopsYamlPath);
  if (sopsConfig === undefined || diagnostics.some(isRefusal)) {
    return { value: undefined, diagnostics };
  }
  const { declared, resolved } = fleet;
  const secrets = resolveSecrets(declared, resolved).value;
  const { find } = createRuleFinder(secrets.rules);
  const findIgnored = createIgnoreFinder(secrets.ignored ?? []);
  const { clan } = secrets;
  const isOfClan = (path: string) => clan !== undefined && findClanFolder(path) === clan.folder;
  const scan = scanSecretFiles(world.disk, {
    root: config.root,
    paths: fleet.files,
    isRuled: (path) => find(path) !== undefined,
    isIgnored: (path) => findIgnored(path) !== undefined || isOfClan(path),
    used: new Set(),
  });
  const paths = scan.files.flatMap(({ path, header }) => (header === undefined ? [] : path));
  const encrypted = new Set(paths);
  const others = [...fleet.files].filter(
    (path) =>
      !encrypted.has(path) &&
      !isSettled(path) &&
      findIgnored(path) === undefined &&
      !isOfClan(path),
  );
  const adoption = planAdoption(secrets, sopsConfig, { encrypted: paths, others });
  const proposed = { proposal: adoption.proposal, config: sopsConfig, paths };
  const report = {
    adoption,
    keyring: secrets.keyring,
    anchors: readAnchorNames(source.value),
    kept: keepSecrets(declared.secrets),
    keyless: listKeyless(fleet, secrets.keyring.recipients),
    unproven: listUnproven(declared, resolved, proposed),
  };
  return { value: report, diagnostics: [...diagnostics, ...scan.diagnostics] };
}

/** Whether sops does not read the file at all, or not as it looks: then there is nothing to reproduce. */
function isRefusal({ code }: Diagnostic): boolean {
  return code === "secrets/bad-sops-yaml" || code === "secrets/ambiguous-sops-yaml";
}

/** Whether a file is no secret whatever rule is about it: those of fleet and sops, and what says why a folder is there. */
function isSettled(path: string): boolean {
  const name = basename(path);
  const isNote = /^(?:readme(?:\.\w+)?|\.gitkeep|\.keep|\.gitignore|\.gitattributes)$/i.test(name);
  return isNote || name === sopsYamlPath || generatedPaths.includes(path);
}

function listKeyless({ declared }: LockedFleet, keyed: ReadonlyMap<string, unknown>): string[] {
  const readers = [
    ...[...declared.users.keys()].map((id) => `user:${id}`),
    ...[...declared.hosts.keys()].map((id) => `host:${id}`),
  ];
  return readers.filter((reader) => !keyed.has(reader));
}

/**
 * Whose a key of nobody may be: that of a user or host without a key whose id is in its anchor, such as
 * `user:keith` for `admin_keith`.
 */
export function guessOwner(
  { anchors, keyless }: Pick<AdoptionReport, "anchors" | "keyless">,
  recipient: string,
): string | undefined {
  const words = (anchors.get(recipient) ?? "").toLowerCase().split(/[_.:-]+/);
  return keyless.find((reader) =>
    words.includes(reader.slice(reader.indexOf(":") + 1).toLowerCase()),
  );
}

/** The text of a `.sops.yaml` that somebody else than fleet wrote. */
function readSopsYaml(world: World, root: string): Checked<string> {
  const path = join(root, sopsYamlPath);
  if (world.disk.inspect(path) === undefined) {
    const message = "There is no .sops.yaml that could be adopted.";
    const help = "`fleet generate` writes one.";
    return { ok: false, diagnostics: [createProblem("unknown-file", message, { help })] };
  }
  const read = readLocalFile(world.disk, { root, path, name: sopsYamlPath });
  if (!read.ok) return { ok: false, diagnostics: [read.diagnostic] };
  const { bytes } = read;
  if (readStamp(world, bytes) === "foreign") {
    return { ok: true, value: decodeText(bytes), diagnostics: [] };
  }
  const message = "This .sops.yaml was written by fleet, from the declaration.";
  const help = "`fleet secrets status` says whether it is up to date.";
  const details = { file: sopsYamlPath, help };
  return { ok: false, diagnostics: [createProblem("unknown-file", message, details)] };
}
