import { compareNames, type Diagnostic, quote, shellWord } from "@fleet/diagnostics";
import { checkTransitiveAccess } from "../access/access.ts";
import { secretsCodes } from "../codes.ts";
import type { ValueType } from "../files/file-values.ts";
import type { SecretFile } from "../files/secret-file.ts";
import { convertSshToAge } from "../keys/ssh-to-age.ts";
import { createRuleFinder, type FileRule } from "../rules/file-rule.ts";
import type { Secrets } from "../rules/resolve-secrets.ts";
import type { SecretUse } from "../rules/wiring.ts";
import { isGenerated, sopsYamlPath, withoutDigest } from "../sops-yaml/generated-text.ts";
import { checkSopsConfig } from "../sops-yaml/sops-config-checks.ts";
import { compareSopsYaml, reportSopsYaml } from "../sops-yaml/sops-yaml-differences.ts";
import { parseSopsYaml } from "../sops-yaml/sops-yaml-reader.ts";
import { reportFile } from "./file-findings.ts";
import { createFileComparison, type FileStatus } from "./file-status.ts";
import { reportStrangers } from "./former-readers.ts";
import { checkUses } from "./use-checks.ts";

/** What is on disk, gathered before. */
export interface Repository {
  /** Every file that holds a sops block, and every file that a rule is about. */
  readonly files: readonly SecretFile[];
  /** The text of `.sops.yaml` in the root; undefined when there is none. */
  readonly sopsYaml: string | undefined;
  /** The text that it should have, as `renderSopsYaml` gives it; undefined when there should be none. */
  readonly wantedSopsYaml: string | undefined;
  /** The paths of other files that are named like one: `.sops.yml`, or in a folder. */
  readonly otherConfigs: readonly string[];
  /** The secrets that hosts and homes declare. */
  readonly uses: readonly SecretUse[];
  /** The keys that the files of `uses` hold, by path; see `readSecretKeys`. */
  readonly keys: ReadonlyMap<string, ReadonlyMap<string, ValueType>>;
  /** The public SSH host keys that hosts were found to have, by host id. */
  readonly hostKeys: ReadonlyMap<string, string>;
}

/** How the declaration, `.sops.yaml` and the files compare. */
export interface Status {
  /** In order of the paths. */
  readonly files: readonly FileStatus[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Compares what is declared with what is on disk; neither a key nor sops is needed. */
export function compareRepository(secrets: Secrets, repository: Repository): Status {
  const { keyring, rules } = secrets;
  const { find } = createRuleFinder(rules);
  const sorted = [...repository.files].sort((a, b) => compareNames(a.path, b.path));
  const compare = createFileComparison(keyring);
  const files = sorted.map((file) => compare(file, find(file.path)));
  const dependents = findDependents(repository.uses);
  const byPath = new Map(sorted.map((file) => [file.path, file]));
  return {
    files,
    diagnostics: [
      ...checkConfig(secrets, repository),
      ...files.flatMap((status) => [...reportFile(status, { keyring, dependents })]),
      ...reportStrangers(files, keyring),
      ...checkMissingFiles(rules, files),
      ...checkUses(repository.uses, { files: byPath, keys: repository.keys, keyring }),
      ...checkHostKeys(secrets, repository),
      ...checkTransitiveAccess(
        secrets,
        sorted.map(({ path }) => path),
      ),
    ],
  };
}

function* checkConfig(
  secrets: Secrets,
  { files, sopsYaml, wantedSopsYaml, otherConfigs }: Repository,
): Iterable<Diagnostic> {
  for (const path of otherConfigs) yield otherConfig(path);
  if (sopsYaml === undefined) {
    if (wantedSopsYaml === undefined) return;
    const message = "There is no .sops.yaml, so that sops can encrypt nothing new.";
    yield secretsCodes.create("missing-sops-yaml", message, { help: "Run `fleet generate`." });
    return;
  }
  if (wantedSopsYaml !== undefined && isSameText(sopsYaml, wantedSopsYaml)) return;
  const { value: config, diagnostics } = parseSopsYaml(sopsYaml, sopsYamlPath);
  yield* diagnostics;
  if (config === undefined) return;
  const paths = files.filter(({ header }) => header !== undefined).map(({ path }) => path);
  // What fleet wrote is sound, and at most out of date.
  if (!isGenerated(sopsYaml)) yield* checkSopsConfig({ file: sopsYamlPath, config, paths });
  yield* reportSopsYaml(compareSopsYaml(secrets, config, paths), secrets.keyring, sopsYamlPath);
}

/** Whether two texts differ in nothing but their digests: whether those fit is not for sops to know. */
function isSameText(a: string, b: string): boolean {
  return withoutDigest(a) === withoutDigest(b);
}

function otherConfig(file: string): Diagnostic {
  if (file.endsWith(".yml")) {
    const message = "sops does not read a file of this name, only .sops.yaml.";
    return secretsCodes.create("config-name", message, {
      file,
      help: "Delete it, and run `fleet generate`.",
    });
  }
  return secretsCodes.create(
    "nested-config",
    "Called from this folder, sops takes this file for its rules and not the one in the root.",
    { file, help: "Delete it: the rules for this folder belong in the declaration." },
  );
}

/** Declared rules that no file belongs to, once for each as it is declared. */
function* checkMissingFiles(
  rules: readonly FileRule[],
  files: readonly FileStatus[],
): Iterable<Diagnostic> {
  const used = new Set(files.map(({ rule }) => rule?.template));
  const reported = new Set<string>();
  for (const { template, origin } of rules) {
    if (origin === undefined || used.has(template) || reported.has(template)) continue;
    reported.add(template);
    yield secretsCodes.create("missing-file", `There is no file ${quote(template)}.`, {
      path: origin,
      help:
        template.includes("*") || template.includes("{")
          ? "Make one with `sops edit`, or take the rule out."
          : `Run \`sops edit ${shellWord(template)}\`, or take the rule out.`,
    });
  }
}

function* checkHostKeys({ keyring }: Secrets, { hostKeys }: Repository): Iterable<Diagnostic> {
  for (const [host, line] of [...hostKeys].sort(([a], [b]) => compareNames(a, b))) {
    const declared = keyring.recipients.get(`host:${host}`) ?? [];
    // A file of public keys may hold further lines; ssh-keygen writes one.
    const found = convertSshToAge(line.split("\n", 1)[0] ?? "");
    if (declared.length === 0 || !found.ok) continue;
    if (declared.some(({ id }) => id === found.recipient)) continue;
    yield secretsCodes.create(
      "host-key-mismatch",
      `The host ${quote(host)} has another SSH host key than the declared one, and will decrypt nothing.`,
      {
        path: ["hosts", host],
        help: "If it was installed anew, declare its new key and run `fleet secrets sync`; if not, find out who answers for it.",
      },
    );
  }
}

function findDependents(uses: readonly SecretUse[]): Map<string, string[]> {
  const dependents = new Map<string, string[]>();
  for (const { file, reader, name } of uses) {
    const known = dependents.get(file) ?? [];
    known.push(`${reader} (${quote(name)})`);
    dependents.set(file, known);
  }
  return dependents;
}
