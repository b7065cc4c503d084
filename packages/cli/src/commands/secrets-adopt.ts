import type { ComputedFleet } from "@fleet/codegen";
import {
  type Diagnostic,
  isError,
  type Outcome,
  renderJson,
  renderReport,
} from "@fleet/diagnostics";
import { openProject, type Project, type World } from "@fleet/project";
import { decodeText, readLocalFile, readStamp } from "@fleet/project/internal";
import { createRuleFinder, resolveSecrets } from "@fleet/secrets";
import {
  listUnproven,
  nameRecipient,
  parseSopsYaml,
  planAdoption,
  readAnchorNames,
  sopsYamlPath,
} from "@fleet/secrets/internal";
import { locateInProject, scanSecretFiles } from "@fleet/sops";
import { join } from "pathe";
import { chooseExitCode, createProblem } from "../command/codes.ts";
import type { CommandResult, Invocation } from "../command/command.ts";
import { searchPlace } from "../command/search-place.ts";
import { type AdoptionReport, renderAdoption } from "../views/adoption-text.ts";

/** Compares a `.sops.yaml` written by hand with the declaration, and says what to declare. */
export async function adoptSopsYaml(invocation: Invocation): Promise<CommandResult> {
  const project = await openProject(invocation.world, searchPlace(invocation));
  const { config, fleet, findings } = project;
  if (config === undefined || fleet === undefined || findings.some(isError)) {
    return conclude(invocation, project, { value: undefined, diagnostics: [] });
  }
  return conclude(invocation, project, adopt(project.world, config.root, fleet));
}

function adopt(
  world: World,
  root: string,
  fleet: ComputedFleet,
): Outcome<AdoptionReport | undefined> {
  const source = readSopsYaml(world, root);
  if ("problem" in source) return { value: undefined, diagnostics: [source.problem] };
  const { value: config, diagnostics } = parseSopsYaml(source.text, sopsYamlPath);
  if (config === undefined) return { value: undefined, diagnostics };
  const { declared, resolved } = fleet;
  const secrets = resolveSecrets(declared, resolved).value;
  const { find } = createRuleFinder(secrets.rules);
  const isRuled = (path: string) => find(path) !== undefined;
  const scan = scanSecretFiles(world.disk, { root, paths: fleet.files, isRuled, used: new Set() });
  const paths = scan.files.flatMap(({ path, header }) => (header === undefined ? [] : path));
  const adoption = planAdoption(secrets, config, paths);
  const report = {
    adoption,
    keyring: secrets.keyring,
    anchors: readAnchorNames(source.text),
    keyless: listKeyless(fleet, secrets.keyring.recipients),
    unproven: listUnproven(declared, resolved, { proposal: adoption.proposal, config, paths }),
  };
  return { value: report, diagnostics: [...diagnostics, ...scan.diagnostics] };
}

function listKeyless({ declared }: ComputedFleet, keyed: ReadonlyMap<string, unknown>): string[] {
  const readers = [
    ...[...declared.users.keys()].map((id) => `user:${id}`),
    ...[...declared.hosts.keys()].map((id) => `host:${id}`),
  ];
  return readers.filter((reader) => !keyed.has(reader));
}

function readSopsYaml(
  world: World,
  root: string,
): { readonly text: string } | { readonly problem: Diagnostic } {
  const path = join(root, sopsYamlPath);
  if (world.disk.inspect(path) === undefined) {
    const message = "There is no .sops.yaml that could be adopted.";
    const help = "`fleet generate` writes one.";
    return { problem: createProblem("unknown-file", message, { help }) };
  }
  const read = readLocalFile(world.disk, { root, path, name: sopsYamlPath });
  if (!read.ok) return { problem: read.diagnostic };
  const { bytes } = read;
  if (readStamp(world, bytes) === "foreign") return { text: decodeText(bytes) };
  const message = "This .sops.yaml was written by fleet, from the declaration.";
  const help = "`fleet secrets status` says whether it is up to date.";
  return { problem: createProblem("unknown-file", message, { file: sopsYamlPath, help }) };
}

async function conclude(
  { options, terminal }: Invocation,
  project: Project,
  { value, diagnostics }: Outcome<AdoptionReport | undefined>,
): Promise<CommandResult> {
  const findings = await locateInProject(project, diagnostics);
  const differs = value?.adoption.rules.some(({ differences }) => differences.length > 0) === true;
  const exitCode = chooseExitCode(findings) || (differs ? 1 : 0);
  if (options.has("json")) {
    const more = value === undefined ? {} : describeAdoption(value);
    return { exitCode, stdout: renderJson(findings, more), stderr: "" };
  }
  const { hasColour, version } = terminal;
  const report = { ...project, findings, hasColour: hasColour.stderr, version };
  const stdout = value === undefined ? "" : renderAdoption(value);
  return { exitCode, stdout, stderr: renderReport(report, "pretty") };
}

function describeAdoption({ adoption, keyring, anchors, unproven }: AdoptionReport) {
  const names = (ids: readonly string[]) => ids.map((id) => nameRecipient(keyring, id));
  return {
    rules: adoption.rules.map(({ rule, files, differences }) => ({
      line: rule.line,
      pathRegex: rule.pathRegex ?? null,
      files,
      differences: differences.map(({ path, missing, extra }) => ({
        path,
        declarationAdds: names(missing),
        declarationLeavesOut: names(extra),
      })),
    })),
    unruled: adoption.unruled,
    unnamed: adoption.unnamed.map((id) => ({ recipient: id, anchor: anchors.get(id) ?? null })),
    declaration: { defaultRules: false, files: adoption.proposal },
    unproven,
    undeclarable: adoption.undeclarable,
  };
}
