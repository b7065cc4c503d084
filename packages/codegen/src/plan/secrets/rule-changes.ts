import { compareNames } from "@fleet/diagnostics";
import { fieldsOf, type JsonRecord } from "../../fleet-json/json-value.ts";
import { type Comparison, placeOf, tellUntold } from "../facts/comparison.ts";
import {
  compareLists,
  type FieldDifference,
  isSame,
  listDifferences,
} from "../facts/field-differences.ts";
import { listOf, textsOf } from "../facts/fleet-facts.ts";
import type { ChangePlace, DraftChange } from "../planned-change.ts";

/** Rules about secret files. `renewed` are the readers who have other keys, of which each rule need not say so. */
export function* compareRules(
  comparison: Comparison,
  { before, after }: FieldDifference,
  renewed: ReadonlySet<string>,
): Iterable<DraftChange> {
  const [old, now] = [rulesByPath(before), rulesByPath(after)];
  let hasOther = false;
  for (const file of [...new Set([...old.keys(), ...now.keys()])].sort(compareNames)) {
    const [was, is] = [old.get(file), now.get(file)];
    if (isSame(was, is)) continue;
    hasOther = true;
    const place = placeOfRule(comparison, file);
    const readersOf = (rule: JsonRecord | undefined) => textsOf(rule?.["readers"]);
    if (was === undefined) yield { kind: "rule-added", file, after: readersOf(is), place };
    else if (is === undefined) yield { kind: "rule-removed", file, before: readersOf(was), place };
    else yield* compareRule(comparison, { file, was, is, place, renewed });
  }
  if (!hasOther) yield { kind: "setting-changed", what: "order of rules" };
}

/** Several rules of one path are told apart by how many of it came before. */
function rulesByPath(files: unknown): ReadonlyMap<string, JsonRecord> {
  const rules = new Map<string, JsonRecord>();
  for (const file of listOf(files)) {
    const rule = fieldsOf(file);
    const path = String(rule["path"]);
    let name = path;
    for (let number = 2; rules.has(name); number++) name = `${path} (${number})`;
    rules.set(name, rule);
  }
  return rules;
}

function placeOfRule(comparison: Comparison, file: string): ChangePlace | undefined {
  return placeOf(comparison, ({ secrets }) => {
    return secrets?.secrets.rules.find(({ pattern }) => pattern.text === file)?.origin;
  });
}

interface RulePair {
  readonly file: string;
  readonly was: JsonRecord;
  readonly is: JsonRecord;
  readonly place: ChangePlace | undefined;
  readonly renewed: ReadonlySet<string>;
}

/** Whose keys these are follows from who reads, and from whose keys are others. */
const ofReaders: ReadonlySet<string> = new Set(["recipients", "groups"]);

function* compareRule(
  comparison: Comparison,
  { file, was, is, place, renewed }: RulePair,
): Iterable<DraftChange> {
  const about = { file, place };
  const differences = listDifferences(was, is, { scope: "rule", sides: comparison });
  const hasReaders = differences.some(({ field }) => field === "readers");
  const isRenewed = textsOf(is["readers"]).some((reader) => renewed.has(reader));
  for (const difference of differences) {
    const { field, before, after, untold } = difference;
    if (untold !== undefined) yield tellUntold(difference, about);
    else if (field === "readers") {
      const { added, removed } = compareLists(textsOf(before), textsOf(after));
      for (const who of added) yield { kind: "reader-gained", ...about, who: String(who) };
      for (const who of removed) yield { kind: "reader-lost", ...about, who: String(who) };
    } else if (!ofReaders.has(field) || !(hasReaders || isRenewed)) {
      yield { kind: "rule-changed", ...about, what: field, before, after };
    }
  }
}
