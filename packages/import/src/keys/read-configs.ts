import { compareNames, type Diagnostic } from "@fleet/diagnostics";
import type { Disk } from "@fleet/project";
import { decodeText, readLocalFile } from "@fleet/project/internal";
import {
  createHeadingReader,
  isGenerated,
  type NamedKey,
  parseSopsYaml,
  readNamedKeys,
  type SopsConfig,
  sopsYamlPath,
} from "@fleet/secrets/internal";
import type { LeftItem } from "../proposal/proposal.ts";
import { findBadKeys, isUsableKey } from "./bad-keys.ts";
import type { FoundSopsConfig } from "./sops-sources.ts";

/** The configs of a repository. */
export interface ReadConfigs {
  /** Those that sops understands, that of the root first. */
  readonly configs: readonly FoundSopsConfig[];
  /** The keys of all, by the folders: what a config without rules calls them, they are called all the same. */
  readonly named: readonly { readonly folder: string; readonly keys: readonly NamedKey[] }[];
  /** What is wrong with any of them. */
  readonly diagnostics: readonly Diagnostic[];
  readonly left: readonly LeftItem[];
}

/** Reads all files that sops would take for its config: those with the one name, in whichever folder. */
export function readConfigs(disk: Disk, root: string, paths: readonly string[]): ReadConfigs {
  const diagnostics: Diagnostic[] = [];
  const configs: FoundSopsConfig[] = [];
  const named: ReadConfigs["named"][number][] = [];
  for (const path of paths.filter((one) => nameOf(one) === sopsYamlPath).sort(rootFirst)) {
    const read = readLocalFile(disk, { root, path: `${root}/${path}`, name: path });
    if (!read.ok) {
      diagnostics.push(read.diagnostic);
      continue;
    }
    const text = decodeText(read.bytes);
    const parsed = parseSopsYaml(text, path);
    const { keys, lists } = readNamedKeys(text);
    const ids = (parsed.value?.rules ?? []).flatMap(({ groups }) => groups.flat());
    const badKeys = findBadKeys(text, path, [...keys.map(({ id }) => id), ...ids]);
    diagnostics.push(...parsed.diagnostics.filter(isNotOfKeys), ...badKeys);
    const folder = path.slice(0, Math.max(path.length - sopsYamlPath.length - 1, 0));
    named.push({ folder, keys: keys.filter(({ id }) => isUsableKey(id)) });
    if (parsed.value === undefined) continue;
    const comments = readComments(text, parsed.value);
    configs.push({ folder, config: parsed.value, lists, comments, isOfFleet: isGenerated(text) });
  }
  const left = paths.flatMap((path) => (nameOf(path) === ".sops.yml" ? [unread(path)] : []));
  return { configs, named, diagnostics, left };
}

/** What is no key is told where it stands, and not where a rule names it. */
function isNotOfKeys({ code }: Diagnostic): boolean {
  return code !== "secrets/bad-recipient";
}

/** What people wrote above their rules, each where it stands. */
function readComments(text: string, { rules }: SopsConfig): Map<number, string> {
  const readHeading = createHeadingReader(text);
  const comments = new Map<number, string>();
  for (const [index, { line }] of rules.entries()) {
    const comment = readHeading(rules[index - 1]?.line ?? line - most, line);
    if (comment !== undefined) comments.set(line, comment);
  }
  return comments;
}

/** So many lines above the first rule are looked at. */
const most = 5;

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function rootFirst(a: string, b: string): number {
  return Number(b === sopsYamlPath) - Number(a === sopsYamlPath) || compareNames(a, b);
}

/** sops warns of it, and takes only .sops.yaml. */
function unread(path: string): LeftItem {
  return {
    kind: "sops-config",
    about: path,
    message: "sops does not read a file of this name, so that nothing in it holds.",
    help: "Delete it; what it was to say belongs into the declaration.",
    files: [path],
  };
}
