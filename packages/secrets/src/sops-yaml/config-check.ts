import { type Diagnostic, quote } from "@fleet/diagnostics";
import { secretsCodes } from "../codes.ts";
import type { SecretFile } from "../files/secret-file.ts";
import type { Secrets } from "../rules/resolve-secrets.ts";
import { reportAdditions, reportOtherText } from "./generated-drift.ts";
import { isGenerated, sopsYamlPath } from "./generated-text.ts";
import type { SopsConfig } from "./sops-config.ts";
import { checkSopsConfig } from "./sops-config-checks.ts";
import { compareSopsYaml, describeDifference, reportSopsYaml } from "./sops-yaml-differences.ts";
import { parseSopsYaml } from "./sops-yaml-reader.ts";

/** What is known of the `.sops.yaml` of a repository. */
export interface ConfigOnDisk {
  /** Every file that holds a sops block, and every file that a rule is about. */
  readonly files: readonly SecretFile[];
  /** The text of `.sops.yaml` in the root; undefined when there is none. */
  readonly sopsYaml: string | undefined;
  /**
   * Whether the text fits its digest: `foreign` without one. It decides what `fleet generate` needs to
   * write its own. Default: `intact`.
   */
  readonly sopsYamlStamp?: "intact" | "edited" | "foreign";
  /**
   * The text that it should have to the last byte, as `renderSopsYaml` gives it, with the digest in its place;
   * undefined when there should be none.
   */
  readonly wantedSopsYaml: string | undefined;
  /** The paths of other files that are named like one: `.sops.yml`, or in a folder. */
  readonly otherConfigs: readonly string[];
}

/** What is wrong with the `.sops.yaml` of a repository: sops goes by it, and by nothing that is declared. */
export function* checkConfig(secrets: Secrets, repository: ConfigOnDisk): Iterable<Diagnostic> {
  const { sopsYaml, wantedSopsYaml, otherConfigs } = repository;
  for (const path of otherConfigs) yield otherConfig(path);
  if (sopsYaml === wantedSopsYaml) return;
  if (sopsYaml !== undefined && withOwnLineEnds(sopsYaml) === wantedSopsYaml) return;
  if (sopsYaml === undefined) {
    const message = "There is no .sops.yaml, so that sops can encrypt nothing new.";
    yield secretsCodes.create("missing-sops-yaml", message, { help: "Run `fleet generate`." });
  } else if (isGenerated(sopsYaml)) yield* checkGenerated(sopsYaml, secrets, repository);
  else yield* checkForeign(sopsYaml, secrets, repository);
}

/** The text without the line ends that git gives all lines on Windows, and that sops reads alike. */
function withOwnLineEnds(text: string): string {
  return /(?<!\r)\n/.test(text) ? text : text.replaceAll("\r\n", "\n");
}

/** What fleet wrote once: any byte that differs is a finding, if possible by whom it lets read what. */
function* checkGenerated(
  text: string,
  secrets: Secrets,
  repository: ConfigOnDisk,
): Iterable<Diagnostic> {
  const { wantedSopsYaml } = repository;
  const { keyring } = secrets;
  const help = chooseCure(repository);
  const { value: config, diagnostics } = parseSopsYaml(text, sopsYamlPath);
  yield* diagnostics.map((one) => ({ ...one, help }));
  const told: Diagnostic[] = [];
  if (config !== undefined) {
    const paths = listEncrypted(repository);
    const differences = compareSopsYaml(secrets, config, paths);
    const wanted =
      wantedSopsYaml === undefined ? undefined : parseSopsYaml(wantedSopsYaml, sopsYamlPath).value;
    told.push(...reportSopsYaml(differences, keyring, help));
    told.push(...reportAdditions({ config, wanted, keyring, help }));
  }
  yield* told.length > 0 ? told : [reportOtherText(text, wantedSopsYaml, help)];
}

/** What `fleet generate` needs to write its own, as it refuses to lose what people wrote. */
function chooseCure({ sopsYamlStamp = "intact", wantedSopsYaml }: ConfigOnDisk): string {
  if (sopsYamlStamp === "intact") return "Run `fleet generate`, then `fleet secrets sync`.";
  if (wantedSopsYaml === undefined) return "Delete it: the declaration has no rules.";
  return "It was edited by hand. Declare what is meant, then run `fleet generate --force` and `fleet secrets sync`.";
}

/** What people wrote: one finding that says so, and what is wrong with it for itself. */
function* checkForeign(
  text: string,
  secrets: Secrets,
  repository: ConfigOnDisk,
): Iterable<Diagnostic> {
  const paths = listEncrypted(repository);
  const { value: config, diagnostics } = parseSopsYaml(text, sopsYamlPath);
  yield* diagnostics;
  if (repository.wantedSopsYaml !== undefined || paths.length > 0) {
    const others = config === undefined ? "" : describeOthers(secrets, config, paths);
    yield secretsCodes.create(
      "foreign-sops-yaml",
      `.sops.yaml was written by hand: who can read new files is said by it, and not by the declaration.${others}`,
      {
        file: sopsYamlPath,
        help: "`fleet secrets adopt` says what to declare so that every file keeps its readers; `fleet generate --force` then writes fleet's own in its place.",
      },
    );
  }
  if (config !== undefined) yield* checkSopsConfig({ file: sopsYamlPath, config, paths });
}

function describeOthers(secrets: Secrets, config: SopsConfig, paths: readonly string[]): string {
  const present = new Set(paths);
  const differences = compareSopsYaml(secrets, config, paths).filter(({ path }) =>
    present.has(path),
  );
  const [first] = differences;
  if (first === undefined) return "";
  const count = `${differences.length} of ${paths.length}`;
  const what = describeDifference(first, secrets.keyring);
  return ` Of the files that are there, it gives ${count} other readers than the declaration, such as ${quote(first.path)}: ${what}.`;
}

function listEncrypted({ files }: ConfigOnDisk): string[] {
  return files.filter(({ header }) => header !== undefined).map(({ path }) => path);
}

function otherConfig(file: string): Diagnostic {
  if (file.toLowerCase().endsWith(".yml")) {
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
