import type { SecretsDeclaration } from "@fleet/core/internal";
import { findClanFolder } from "@fleet/secrets/internal";
import type { LeftItem, Proposal, Remark } from "../proposal/proposal.ts";
import { withSection } from "../proposal/sections.ts";
import { type KnownReaders, readKnownReaders } from "../rules/known-readers.ts";
import { leaveConfigs, leaveKeys, leaveNarrowed, leaveUnnameable } from "../rules/left-rules.ts";
import { draftPaths, type PathDraft } from "../rules/path-drafts.ts";
import { groupReaders } from "../rules/reader-groups.ts";
import { nameExactly } from "../rules/reader-names.ts";
import { listUnusable, type RuleEntry, writeEntries } from "../rules/rule-entries.ts";
import { judgeRules } from "../rules/rule-judgement.ts";
import { foldTemplates } from "../rules/rule-templates.ts";
import { createSopsView } from "../rules/sops-view.ts";
import { draftUnruled } from "../rules/unruled-files.ts";
import type { FoundSops } from "./sops-sources.ts";

/** Adds to a proposal that has its users, hosts and operators the rules that give every encrypted file the recipients that it has. */
export function proposeSecrets(proposal: Proposal, sops: FoundSops): Proposal {
  const known = readKnownReaders(proposal.declaration);
  if (known === undefined) return { ...proposal, left: [...proposal.left, ...(sops.left ?? [])] };
  const view = createSopsView(sops.configs);
  const clan = listClanFolders(sops, view);
  const isOfClan = (path: string) => findClanFolder(path) !== undefined && view(path) === undefined;
  const encrypted = [...sops.encrypted.keys()].filter((path) => !isOfClan(path));
  const others = sops.others.filter((path) => !isSettled(path));
  const drawn = draftPaths(sops.configs, view, { encrypted, others });
  const unruled = encrypted.filter((path) => view(path) === undefined);
  const drafts = [...drawn.drafts, ...draftUnruled(unruled, { ...sops, others })];
  const isUsable = ({ target }: PathDraft) => listUnusable(target, known).length === 0;
  const unusable = drafts.filter((draft) => !isUsable(draft));
  const entries = writeEntries(drafts.filter(isUsable), known);
  const grouped = groupReaders(foldTemplates(entries, known, view), listNamed(sops, known));
  const { clanFolder } = proposal.declaration.secrets ?? {};
  const ignore = [
    ...(clanFolder === undefined
      ? clan.flatMap((folder) => [`${folder}sops/**`, `${folder}vars/**`])
      : []),
    ...unusable.map(({ path }) => path),
  ];
  const secrets: SecretsDeclaration = {
    ...proposal.declaration.secrets,
    defaultRules: false,
    ...(grouped.groups.size === 0 ? {} : { readers: Object.fromEntries(grouped.groups) }),
    ...(grouped.entries.length === 0 ? {} : { files: grouped.entries.map(({ rule }) => rule) }),
    ...(ignore.length === 0
      ? {}
      : { ignore: [...(proposal.declaration.secrets?.ignore ?? []), ...ignore] }),
  };
  const declaration = withSection(proposal.declaration, "secrets", secrets);
  const told = new Set(drawn.narrowed.map(({ source }) => source.rule));
  const left: LeftItem[] = [
    ...(sops.left ?? []),
    ...leaveConfigs(sops.configs),
    ...leaveKeys(unusable, known),
    ...leaveUnnameable(drawn.unnameable),
    ...leaveNarrowed(drawn.narrowed),
    ...judgeRules(declaration, { sops, view, files: encrypted, told }),
  ];
  const remarks = [...proposal.remarks, ...remarkOnRules(grouped.entries)];
  return { ...proposal, declaration, remarks, left: [...proposal.left, ...left] };
}

/** What people wrote above their rules, above the first that each came to. */
function remarkOnRules(entries: readonly RuleEntry[]): Remark[] {
  const told = new Set<unknown>();
  return entries.flatMap(({ source }, index): Remark[] => {
    const text = source?.config.comments?.get(source.rule.line);
    if (source === undefined || text === undefined || told.has(source.rule)) return [];
    told.add(source.rule);
    return [{ path: ["secrets", "files", index], text, isGuess: false }];
  });
}

/** The folders in which clan keeps secrets that no `.sops.yaml` is about. */
function listClanFolders(sops: FoundSops, view: (path: string) => unknown): string[] {
  const folders = [...sops.encrypted.keys()].flatMap((path) =>
    view(path) === undefined ? (findClanFolder(path) ?? []) : [],
  );
  return [...new Set(folders)];
}

/** The lists of keys that have a name, by the readers that stand for them. */
function listNamed(
  { configs }: FoundSops,
  known: KnownReaders,
): { readonly name: string; readonly readers: readonly string[] }[] {
  return configs.flatMap(({ lists = [] }) =>
    lists.map(({ name, ids }) => ({ name, readers: nameExactly(ids, known) })),
  );
}

/** Whether a file is no secret whatever rule is about it: those of fleet, git and sops, and what says why a folder is there. */
function isSettled(path: string): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return /^(?:readme(?:\.\w+)?|\.gitkeep|\.keep|\.gitignore|\.gitattributes|\.sops\.ya?ml|fleet\.(?:json|lock\.json|config\.\w+))$/i.test(
    name,
  );
}
