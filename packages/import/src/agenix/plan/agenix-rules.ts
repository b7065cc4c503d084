import type { FleetDeclaration } from "@fleet/core";
import type { SecretFileDeclaration } from "@fleet/core/internal";
import { patternProblem } from "@fleet/secrets/internal";
import type { FoundAgeFile } from "../found-agenix.ts";
import { anewPath } from "./anew-command.ts";
import { inOrder, joinFolders, joinHosts, type PlannedRule } from "./planned-rule.ts";
import { collectReaderNames, nameReaders } from "./reader-names.ts";

/** The rules for the files that sops is to have, and the groups of readers that they mean. */
export interface AgenixRules {
  readonly files: readonly SecretFileDeclaration[];
  /** By name. */
  readonly readers: ReadonlyMap<string, readonly string[]>;
  /** Files whose names no rule can have, or that nobody reads. */
  readonly odd: readonly FoundAgeFile[];
}

/** A set of readers that is written out as often and as long as this gets a name. */
const worthNaming = { times: 2, readers: 3 };

/** What the group is called that reads all files of agenix. */
const commonName = "agenix";

/**
 * One rule for each file, with exactly the readers that it has: agenix knows no rule for a file that does not exist yet.
 * Files of one folder that all have the same readers share one, and so do those that differ in a host alone; readers
 * that all files have are a group.
 */
export function planAgenixRules(
  declaration: FleetDeclaration,
  secrets: readonly FoundAgeFile[],
): AgenixRules {
  const names = collectReaderNames(declaration);
  const everyOperator = Object.keys(declaration.operators ?? {}).map((id) => `operator:${id}`);
  const isOdd = ({ path, recipients }: FoundAgeFile) =>
    recipients.length === 0 || /[*{}]/.test(path) || patternProblem(anewPath(path)) !== undefined;
  const planned = secrets
    .filter((file) => !isOdd(file))
    .map((file) => ({ path: anewPath(file.path), ...nameReaders(names, file.recipients) }));
  const common = findCommon(planned);
  const group = freeName(declaration);
  const replace = (readers: readonly string[]) =>
    common.size === 0
      ? readers
      : [...readers.filter((reader) => !common.has(reader)), `readers:${group}`];
  const replaced = planned.map((rule) => ({ ...rule, readers: replace(rule.readers) }));
  const allPaths = secrets.map(({ path }) => anewPath(path));
  const joined = joinHosts(joinFolders(replaced, allPaths), listKeyedHosts(declaration));
  const files = inOrder(joined).map((rule) => declareRule(rule, everyOperator));
  const readers = new Map(common.size === 0 ? [] : [[group, [...common]]]);
  return { files, readers, odd: secrets.filter(isOdd) };
}

/** All hosts, where each has a key: else a rule for each would be one for somebody who cannot read. */
function listKeyedHosts({ hosts }: FleetDeclaration): readonly string[] {
  const entries = Object.entries(hosts);
  const isKeyed = entries.every(
    ([, { ageKey, sshHostKey }]) => (ageKey ?? sshHostKey) !== undefined,
  );
  return isKeyed ? entries.map(([id]) => id) : [];
}

/** The readers that every file has, where they are worth a name. */
function findCommon(planned: readonly PlannedRule[]): ReadonlySet<string> {
  const [first, ...others] = planned;
  if (first === undefined || planned.length < worthNaming.times) return new Set();
  const sets = others.map(({ readers }) => new Set(readers));
  const common = first.readers.filter((reader) => sets.every((set) => set.has(reader)));
  return new Set(common.length < worthNaming.readers ? [] : common);
}

function freeName({ secrets }: FleetDeclaration): string {
  const taken = new Set(Object.keys(secrets?.readers ?? {}));
  let name = commonName;
  for (let number = 2; taken.has(name); number += 1) name = `${commonName}-${number}`;
  return name;
}

/** Operators read every file unless a rule says otherwise: it says it where they do not. */
function declareRule(
  { path, readers, operators }: PlannedRule,
  every: readonly string[],
): SecretFileDeclaration {
  const isAll = operators.length === every.length;
  const own = isAll && readers.length === 0 ? ["operators"] : [...readers];
  if (isAll) return { path, readers: own };
  if (operators.length === 0) return { path, readers: own, operators: false };
  // A rule has to have readers; of operators alone it names them as such.
  if (own.length === 0) return { path, readers: [...operators], operators: false };
  return {
    path,
    readers: own,
    operators: operators.map((reader) => reader.slice("operator:".length)),
  };
}
