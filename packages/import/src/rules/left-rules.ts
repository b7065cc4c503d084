import { quote } from "@fleet/diagnostics";
import type { SopsRule } from "@fleet/secrets/internal";
import { type FoundSopsConfig, pathOfConfig } from "../keys/sops-sources.ts";
import type { LeftItem } from "../proposal/proposal.ts";
import type { KnownReaders } from "./known-readers.ts";
import type { PathDraft, PathDrafts } from "./path-drafts.ts";
import { listUnusable } from "./rule-entries.ts";

/** What configs hold that no declaration says, and what becomes of the files themselves. */
export function leaveConfigs(configs: readonly FoundSopsConfig[]): LeftItem[] {
  return configs.flatMap((found) => {
    const file = pathOfConfig(found);
    const { config, folder, isOfFleet } = found;
    const settings = config.others.map((field) => leaveSetting(file, field, undefined));
    const ofRules = config.rules.flatMap((rule) =>
      rule.others.map((field) => leaveSetting(file, field, rule)),
    );
    return [...leaveFile({ file, folder, isOfFleet }), ...settings, ...ofRules];
  });
}

function leaveFile({
  file,
  folder,
  isOfFleet,
}: {
  readonly file: string;
  readonly folder: string;
  readonly isOfFleet: boolean | undefined;
}): LeftItem[] {
  if (folder === "") {
    if (isOfFleet === true) return [];
    const message =
      "Its rules are in the declaration now; the file is still the one that was there.";
    const help = "`fleet generate --force` writes fleet's own in its place.";
    return [{ kind: "sops-config", about: file, message, help, files: [file] }];
  }
  const message = `Its rules are in the declaration, with ${quote(`${folder}/`)} in front. Called in that folder, sops takes this file all the same.`;
  const help = "Delete it once `fleet generate` has written that of the root.";
  return [{ kind: "sops-config", about: file, message, help, files: [file] }];
}

const meanings: ReadonlyMap<string, string> = new Map([
  ["stores", "how sops lays files out"],
  ["destination_rules", "where `sops publish` puts files"],
  ["aws_profile", "the profile by which sops asks AWS"],
  ["mac_only_encrypted", "that the checksum of a file is made of the encrypted values alone"],
]);

function leaveSetting(file: string, field: string, rule: SopsRule | undefined): LeftItem {
  const where = rule === undefined ? "" : ` of the rule for ${describePaths(rule)}`;
  const about = rule === undefined ? file : `${file}:${rule.line}`;
  const what = meanings.get(field);
  return {
    kind: "sops-setting",
    about,
    message: `\`${field}\`${where}${what === undefined ? "" : `, ${what},`} has no word in a declaration.`,
    help:
      rule === undefined
        ? "Keep it in a file of its own, and give sops that by --config where it matters."
        : "Existing files keep it, since it stands in each; new ones are made without.",
    files: [file],
  };
}

function describePaths({ pathRegex }: SopsRule): string {
  return pathRegex === undefined ? "every path" : quote(pathRegex);
}

/** Files with readers that no declaration can hold: they go on as they are, and are named so that fleet lets them be. */
export function leaveKeys(drafts: readonly PathDraft[], known: KnownReaders): LeftItem[] {
  return drafts.map(({ path, target, source }) => {
    const [first, ...more] = listUnusable(target, known);
    const rest = more.length === 0 ? "" : ` and ${more.length} more`;
    const file = source === undefined ? undefined : pathOfConfig(source.config);
    return {
      kind: "sops-key",
      about: file === undefined ? path : `${file}:${source?.rule.line ?? 1}`,
      message: `${quote(path)} is also for ${quote(first)}${rest}, which is no key that a declaration can hold.`,
      help: "It is among `secrets.ignore`, so that it goes on as it is. Give it other readers with sops, then declare a rule for it.",
      files: file === undefined ? [path] : [file],
    };
  });
}

/** Files whose names a path of a declaration cannot have. */
export function leaveUnnameable(files: readonly string[]): LeftItem[] {
  return files.map((path) => ({
    kind: "sops-file",
    about: path,
    message: `No path of a declaration can name ${quote(path)}, so that no rule is about it.`,
    help: "Rename it, without braces, brackets and what else stands for something in a path.",
    files: [path],
  }));
}

/** Rules that are also about files that are not encrypted, and that are told by narrower paths. */
export function leaveNarrowed(narrowed: PathDrafts["narrowed"]): LeftItem[] {
  const once = new Map(narrowed.map((one) => [one.source.rule, one]));
  return [...once.values()].map(({ source, bystander }) => {
    const file = pathOfConfig(source.config);
    return {
      kind: "sops-rule",
      about: `${file}:${source.rule.line}`,
      message: `The rule for ${describePaths(source.rule)} is also about files that are not encrypted, such as ${quote(bystander)}. Declared is what lies where encrypted files are.`,
      help: "Nothing, unless new secrets are to lie elsewhere: sops refuses them there until a rule is declared.",
      files: [file],
    };
  });
}
