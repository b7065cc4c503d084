import { compareNames } from "@fleet/diagnostics";
import type { NamedReaders } from "./reader-names.ts";

/** A rule before it is declared: a path, and who reads the files of it. */
export interface PlannedRule extends NamedReaders {
  readonly path: string;
}

/** The folder of a path with a slash behind it, "" for the root. */
function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

/** One rule for a folder whose files all have the same readers; `allPaths` are those without a rule, too. */
export function joinFolders(
  planned: readonly PlannedRule[],
  allPaths: readonly string[],
): readonly PlannedRule[] {
  const counts = new Map<string, number>();
  for (const path of allPaths) counts.set(folderOf(path), (counts.get(folderOf(path)) ?? 0) + 1);
  const folders = Map.groupBy(planned, ({ path }) => folderOf(path));
  return [...folders].flatMap(([folder, own]) => {
    const [first, ...others] = own;
    const isOne =
      first !== undefined &&
      others.length > 0 &&
      folder !== "" &&
      own.length === counts.get(folder) &&
      others.every((rule) => readersKey(rule) === readersKey(first));
    return isOne ? [{ ...first, path: `${folder}*.sops` }] : own;
  });
}

function readersKey({ readers, operators }: NamedReaders): string {
  return JSON.stringify([readers, operators]);
}

/**
 * One rule with `{host}` for files that differ in nothing but a host, by whose name they are called and who reads them.
 * It stands for one path of every host: none of them may be that of another file, and somebody else has to read them as
 * well, for a file that a host alone reads is lost with it.
 */
export function joinHosts(
  planned: readonly PlannedRule[],
  hosts: readonly string[],
): readonly PlannedRule[] {
  if (hosts.length === 0) return planned;
  const templates = new Map<string, PlannedRule>();
  const groups = Map.groupBy(planned, (rule) => {
    const template = templateOf(rule);
    if (template === undefined) return undefined;
    const key = JSON.stringify([template.path, readersKey(template)]);
    templates.set(key, template);
    return key;
  });
  const paths = new Set(planned.map(({ path }) => path));
  return [...groups].flatMap(([key, own]) => {
    const template = key === undefined ? undefined : templates.get(key);
    if (template === undefined || own.length < 2 || template.readers.length < 2) return own;
    const ownPaths = new Set(own.map(({ path }) => path));
    const expanded = hosts.map((host) => template.path.replaceAll("{host}", host));
    const isFree = expanded.every((path) => ownPaths.has(path) || !paths.has(path));
    return isFree ? [template] : own;
  });
}

/** The rule of which this may be the one of a host: the first of its readers whose name is in the path. */
function templateOf({ path, readers, operators }: PlannedRule): PlannedRule | undefined {
  if (path.includes("*")) return undefined;
  for (const reader of readers) {
    const [, host] = /^host:(.+)$/.exec(reader) ?? [];
    const parts = host === undefined ? [] : splitAtWord(path, host);
    if (parts.length !== 2) continue;
    const others = readers.filter((one) => one !== reader);
    return { path: parts.join("{host}"), readers: ["host:{host}", ...others], operators };
  }
  return undefined;
}

/** The parts of a text around a word that is part of no other. */
function splitAtWord(text: string, word: string): readonly string[] {
  const parts = text.split(word);
  const isWhole = parts
    .slice(1)
    .every(
      (after, index) => !/[A-Za-z0-9]$/.test(parts[index] ?? "") && !/^[A-Za-z0-9]/.test(after),
    );
  return isWhole ? parts : [];
}

/** Rules in the order of their paths. */
export function inOrder(rules: readonly PlannedRule[]): readonly PlannedRule[] {
  return [...rules].sort((a, b) => compareNames(a.path, b.path));
}
