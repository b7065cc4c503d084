import { type FleetDeclaration, parseFleet, resolveFleet } from "@fleet/core";
import { compareNames, quote } from "@fleet/diagnostics";
import { createRuleFinder, type FileRule, resolveSecrets } from "@fleet/secrets";
import { parsePathRegex, type SopsRule, samplePathRegex } from "@fleet/secrets/internal";
import { type FoundSops, type FoundSopsConfig, pathOfConfig } from "../keys/sops-sources.ts";
import type { LeftItem } from "../proposal/proposal.ts";
import { crossPaths } from "./crossing-paths.ts";
import { createTarget, type PickedRule, type SopsView } from "./sops-view.ts";

/** What a declaration is held against. */
export interface Judged {
  readonly sops: FoundSops;
  readonly view: SopsView;
  /** The encrypted files that are the declaration's matter. */
  readonly files: readonly string[];
  /** Rules of which it is said already that not all is declared. */
  readonly told: ReadonlySet<SopsRule>;
}

/**
 * What a declaration says otherwise than sops and the files: files that would get other readers, those that are out
 * of step already, and paths that are no file yet and would fall under something else.
 */
export function judgeRules(
  declaration: FleetDeclaration,
  { sops, view, files, told }: Judged,
): LeftItem[] {
  const find = createDeclaredFinder(declaration);
  const keyOf = (path: string) => {
    const rule = find(path);
    return rule === undefined ? undefined : targetOfDeclared(rule);
  };
  return [
    ...judgeFiles(files, { sops, view, keyOf }),
    ...judgeNewPaths(sops.configs, {
      view,
      keyOf,
      files: new Set(files),
      told,
      crossings: listCrossings(declaration),
    }),
  ];
}

/** Finds the rule of a declaration for a path, as fleet itself does. */
export function createDeclaredFinder(
  declaration: FleetDeclaration,
): (path: string) => FileRule | undefined {
  const fleet = parseFleet(declaration).value;
  if (fleet === undefined) return () => undefined;
  const surroundings = { files: new Set<string>(), tracked: undefined, contents: new Map() };
  const secrets = resolveSecrets(fleet, resolveFleet(fleet, surroundings).value).value;
  return createRuleFinder(secrets.rules).find;
}

function targetOfDeclared({ groups, threshold, cryptRule }: FileRule): string {
  const ids = groups.map((group) => group.map(({ recipient }) => recipient.id));
  return createTarget(ids, threshold, cryptRule).key;
}

interface Comparing {
  readonly view: SopsView;
  readonly keyOf: (path: string) => string | undefined;
}

function listCrossings({ secrets }: FleetDeclaration): string[] {
  const paths = (secrets?.files ?? []).map(({ path }) => path);
  return [...crossPaths(paths)].map(({ sample }) => sample);
}

function judgeFiles(
  files: readonly string[],
  { sops, view, keyOf }: Comparing & { readonly sops: FoundSops },
): LeftItem[] {
  const outOfStep = new Map<string, string[]>();
  const items: LeftItem[] = [];
  for (const path of files) {
    const picked = view(path);
    const declared = keyOf(path);
    if (picked !== undefined && declared !== undefined && declared !== picked.target.key) {
      items.push(otherReaders(path));
    }
    const there = [...new Set(sops.encrypted.get(path) ?? [])].sort(compareNames);
    const wanted = [...new Set(picked?.target.groups.flat() ?? there)].sort(compareNames);
    if (there.join("\n") === wanted.join("\n") || picked === undefined) continue;
    const about = `${pathOfConfig(picked.config)}:${picked.rule.line}`;
    outOfStep.set(about, [...(outOfStep.get(about) ?? []), path]);
  }
  return [...items, ...[...outOfStep].map(([about, paths]) => outOfStepWith(about, paths))];
}

function otherReaders(path: string): LeftItem {
  return {
    kind: "sops-file",
    about: path,
    message: `By the declaration, ${quote(path)} would have other readers than by its .sops.yaml.`,
    help: "Look at its rule before you run `fleet secrets sync`.",
    files: [path],
  };
}

function outOfStepWith(about: string, paths: readonly string[]): LeftItem {
  const [first, ...others] = paths;
  const which = others.length === 0 ? quote(first) : `${quote(first)} and ${others.length} more`;
  const [have, their] = others.length === 0 ? ["has", "its"] : ["have", "their"];
  return {
    kind: "sops-sync",
    about,
    message: `${which} ${have} other readers than ${their} rule says. Declared is the rule.`,
    help: "`fleet secrets status` names them; `fleet secrets sync` would bring them in step.",
    files: paths,
  };
}

interface ComparingNew extends Comparing {
  readonly files: ReadonlySet<string>;
  readonly told: ReadonlySet<SopsRule>;
  /** Paths of which several rules of the declaration could be. */
  readonly crossings: readonly string[];
}

/** One item for each rule at most, and for what the rules of a config leave open before and behind one alone. */
function judgeNewPaths(
  configs: FoundSops["configs"],
  { view, keyOf, files, told, crossings }: ComparingNew,
): LeftItem[] {
  return configs.flatMap((config) => {
    const loose: string[] = [];
    const items = config.config.rules.flatMap((rule) => {
      if (told.has(rule)) return [];
      const all = [...listSamples(rule, config), ...crossings];
      const samples = all.filter((path) => !files.has(path));
      const lost = samples.filter((path) => isLost(view(path), rule, keyOf(path)));
      const [first] = lost.filter((path) => !/elsewhere\/|\.(?:new|x-0)$/.test(path));
      if (lost.length > 0 && first === undefined) loose.push(lost[0] ?? "");
      return first === undefined
        ? []
        : [lostPath({ rule, config, path: first, taker: keyOf(first) })];
    });
    return [...items, ...leaveLoose(config, loose)];
  });
}

function isLost(
  picked: PickedRule | undefined,
  rule: SopsRule,
  declared: string | undefined,
): boolean {
  return picked?.rule === rule && picked.target.key !== declared;
}

function listSamples({ pathRegex }: SopsRule, { folder }: FoundSopsConfig): string[] {
  const parsed = pathRegex === undefined ? undefined : parsePathRegex(pathRegex);
  const made = parsed === undefined ? [] : samplePathRegex(parsed);
  const all = made.flatMap((path) => [path, path.replaceAll("new", "x-0")]);
  return all.map((path) => (folder === "" ? path : `${folder}/${path}`));
}

function lostPath({
  rule,
  config,
  path,
  taker,
}: {
  readonly rule: SopsRule;
  readonly config: FoundSopsConfig;
  readonly path: string;
  readonly taker: string | undefined;
}): LeftItem {
  const file = pathOfConfig(config);
  const what = taker === undefined ? "has no rule" : "has the readers of another rule";
  return {
    kind: "sops-rule",
    about: `${file}:${rule.line}`,
    message: `A new file ${quote(path)} would fall under the rule for ${quote(rule.pathRegex ?? "every path")}; by the declaration it ${what}.`,
    help: "Nothing, unless there are to be such files: then declare a rule for them.",
    files: [file],
  };
}

function leaveLoose(config: FoundSopsConfig, paths: readonly string[]): LeftItem[] {
  const [first, ...others] = paths;
  if (first === undefined) return [];
  const file = pathOfConfig(config);
  const [count, them] =
    others.length === 0 ? ["A rule has", "it"] : [`${others.length + 1} rules have`, "them"];
  const message = `${count} no ^ in front or no $ at the end, so that sops also takes ${them} for paths such as ${quote(first)}. Declared are whole paths from the root.`;
  const help = "Nothing, unless new secrets are to lie in such places.";
  return [{ kind: "sops-rule", about: file, message, help, files: [file] }];
}
