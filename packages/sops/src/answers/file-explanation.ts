import { type Checked, compareNames, type Path } from "@fleet/diagnostics";
import {
  type ComparedAccess,
  createRuleFinder,
  type FileRule,
  type FileState,
  type FileStatus,
  judgeFile,
} from "@fleet/secrets";
import { isLiteral, nameRecipient } from "@fleet/secrets/internal";
import type { SecretsProject } from "../open/secrets-comparison.ts";
import { findReaders } from "./access-answers.ts";

/** A secret file: its rule, its readers, and how it stands. A row of plain data, as JSON holds it. */
export interface ExplainedFile {
  /** From the fleet's root. */
  readonly file: string;
  /** Null where no rule is about it. */
  readonly rule: ExplainedRule | null;
  /** The other rules that are about it, too, the one that would count next first. */
  readonly others: readonly ExplainedRule[];
  /** How many key groups it has by its rule, and how many are needed together. */
  readonly groups: number;
  readonly threshold: number;
  /** In order: who should be able to decrypt it, and who can. */
  readonly readers: readonly ExplainedReader[];
  /** How it stands on disk: as `fleet secrets status` says, or that it is not there, or could not be read. */
  readonly state: FileState | "missing" | "unread";
  /** The names of those whose keys its rule wants and it lacks. */
  readonly missing: readonly string[];
  /** The names of those whose keys it has though its rule does not say so. */
  readonly extra: readonly string[];
  /** What hosts and homes take from it. */
  readonly uses: readonly ExplainedUse[];
}

/** A rule that is about a file. */
export interface ExplainedRule {
  /** The path as it is declared, with its placeholders. */
  readonly template: string;
  /** What it comes to. */
  readonly pattern: string;
  /** Where it is declared; null for one that holds without being declared. */
  readonly path: Path | null;
  /** Why it counts, or does not. */
  readonly why: string;
}

/** Somebody who should or can decrypt a file. */
export interface ExplainedReader {
  /** As `user:keith`. */
  readonly reader: string;
  /** As people call it. */
  readonly name: string;
  /** The reader expressions that let it in; none where nothing does. */
  readonly expressions: readonly string[];
  /** The public keys that the file is encrypted to for it, by its rule. */
  readonly recipients: readonly string[];
  readonly isDeclared: boolean;
  /** Whether the file on disk lets it; null where that is not known. */
  readonly can: boolean | null;
  /** The file in which it finds the key to this one; null where it has one of its own. */
  readonly through: string | null;
}

/** A secret that is taken from a file. */
export interface ExplainedUse {
  /** Whose key decrypts it. */
  readonly reader: string;
  readonly name: string;
  /** The key in the file; empty for the whole of it. */
  readonly key: string;
  readonly path: Path;
}

/** Explains a secret file, be it there or not, that somebody named from the folder of the world. */
export function explainFile(opened: SecretsProject, named: string): Checked<ExplainedFile> {
  const found = findReaders(opened, named);
  if (!found.ok) return found;
  const [file] = found.value.files;
  // What nobody should and can read has no file in the comparison.
  const path = file?.path ?? named;
  const { secrets, status, terms } = opened;
  const [rule, ...others] = createRuleFinder(secrets.rules).findAll(path);
  const one = status.files.find((known) => known.file.path === path);
  const name = (id: string) => nameRecipient(secrets.keyring, id);
  const value: ExplainedFile = {
    file: path,
    rule: rule === undefined ? null : describeRule(rule, explainChoice(rule)),
    others: rule === undefined ? [] : others.map((other) => describeOther(other, rule)),
    groups: rule?.groups.length ?? 0,
    threshold: rule?.threshold ?? rule?.groups.length ?? 0,
    readers: found.value.access.map((access) => describeReader(access, rule)),
    state: stateOf(opened, path, one),
    missing: (one?.missing ?? []).map(name).sort(compareNames),
    extra: [...(one?.stale ?? []), ...(one?.unknown ?? [])].map(name).sort(compareNames),
    uses: terms.uses.flatMap(({ reader, name, key, origin, file: of }) =>
      of === path ? [{ reader, name, key, path: origin }] : [],
    ),
  };
  return { ok: true, value, diagnostics: [] };
}

function stateOf(
  { scan }: SecretsProject,
  path: string,
  status: FileStatus | undefined,
): ExplainedFile["state"] {
  if (status !== undefined) return judgeFile(status);
  return scan.unread.has(path) ? "unread" : "missing";
}

function describeRule({ template, pattern, origin, owner }: FileRule, why: string): ExplainedRule {
  const path = owner === "clan" ? null : (origin ?? null);
  return { template, pattern: pattern.text, path, why };
}

function explainChoice({ template, pattern, origin, owner }: FileRule): string {
  if (owner === "clan") return "clan's links say who reads it";
  const source = origin === undefined ? ", by default" : "";
  if (!isLiteral(pattern)) return `no rule that is more particular is about the file${source}`;
  const isMade = template !== pattern.text;
  return `${isMade ? "its placeholders make this very path" : "it names this very path"}${source}`;
}

/** A rule counts by how particular it is; where it stands does not matter. */
function describeOther(rule: FileRule, chosen: FileRule): ExplainedRule {
  const why = isLiteral(chosen.pattern)
    ? `${chosen.pattern.text} names the file itself, and so goes first`
    : `${chosen.pattern.text} is more particular, and so goes first`;
  return describeRule(rule, why);
}

function describeReader(
  { reader, name, declared, actual, through }: ComparedAccess,
  rule: FileRule | undefined,
): ExplainedReader {
  const grants = (rule?.groups ?? []).flat();
  const own = grants.filter(
    (grant) => grant.reader === reader || grant.sharedWith?.includes(reader) === true,
  );
  return {
    reader,
    name,
    expressions: declared?.expressions ?? [],
    recipients: [...new Set(own.map(({ recipient }) => recipient.id))],
    isDeclared: declared !== undefined,
    can: actual ?? null,
    through: through?.path ?? null,
  };
}
