import type { ComputedFleet } from "@fleet/codegen";
import { quote } from "@fleet/diagnostics";
import { createRuleFinder } from "@fleet/secrets";
import { createIgnoreFinder, nameRecipient } from "@fleet/secrets/internal";
import { type FoundSops, pathOfConfig } from "../keys/sops-sources.ts";
import { createSopsView, type PickedRule } from "../rules/sops-view.ts";
import type { FoundDifference } from "./comparison.ts";

/** How the encrypted files that are there come out of a declaration. */
export interface ComparedFiles {
  /** How many have exactly the readers that they had. */
  readonly equal: number;
  readonly differences: readonly FoundDifference[];
  /** The files that another tool owns by the declaration, and that fleet leaves alone. */
  readonly ignored: number;
}

/**
 * Compares who can decrypt each encrypted file, by its header, with who is declared to. A file that its own rule had left
 * behind is a difference, and no other than the one that was there.
 */
export function compareFiles(
  { encrypted, configs = [] }: Pick<FoundSops, "encrypted"> & Partial<Pick<FoundSops, "configs">>,
  { secrets }: Pick<ComputedFleet, "secrets">,
): ComparedFiles {
  const rules = createRuleFinder(secrets?.secrets.rules ?? []);
  const isIgnored = createIgnoreTest(secrets);
  const view = createSopsView(configs);
  const differences: FoundDifference[] = [];
  let equal = 0;
  let ignored = 0;
  for (const [path, before] of encrypted) {
    const rule = rules.find(path);
    if (rule === undefined && isIgnored(path)) {
      ignored++;
      continue;
    }
    const after = new Set(rule?.groups.flat().map(({ recipient }) => recipient.id));
    if (isSameSet(after, before)) {
      equal++;
      continue;
    }
    const picked = view(path);
    const isOfRule = picked !== undefined && isSameSet(after, picked.target.groups.flat());
    const own = isOfRule && after.size > 0 ? picked : undefined;
    differences.push(describe({ path, before, after: [...after], secrets, own }));
  }
  return { equal, differences, ignored };
}

function isSameSet(ids: ReadonlySet<string>, others: readonly string[]): boolean {
  return ids.size === new Set(others).size && others.every((id) => ids.has(id));
}

/** Whether another tool owns a file: one that is ignored, or one of clan's own. */
function createIgnoreTest(secrets: ComputedFleet["secrets"]): (path: string) => boolean {
  const find = createIgnoreFinder(secrets?.secrets.ignored ?? []);
  const folder = secrets?.secrets.clan?.folder;
  const own = folder === undefined ? [] : ["sops/", "vars/"].map((name) => folder + name);
  return (path) => find(path) !== undefined || own.some((start) => path.startsWith(start));
}

interface Compared {
  readonly path: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly secrets: ComputedFleet["secrets"];
  /** The rule that was there, where it says what the declaration says. */
  readonly own: PickedRule | undefined;
}

function describe({ path, before, after, secrets, own }: Compared): FoundDifference {
  const keyring = secrets?.secrets.keyring;
  const name = (ids: readonly string[]) =>
    ids.map((id) => (keyring === undefined ? id : nameRecipient(keyring, id))).join(", ");
  const only = (ids: readonly string[], others: readonly string[]) =>
    name(ids.filter((id) => !others.includes(id)));
  const [lost, gained] = [only(before, after), only(after, before)];
  const reason =
    after.length === 0
      ? "No rule of the declaration is about it."
      : [
          ...(lost === "" ? [] : [`The declaration leaves out ${lost}.`]),
          ...(gained === "" ? [] : [`The declaration adds ${gained}.`]),
          ...(own === undefined ? [] : [describeRule(own)]),
        ].join(" ");
  return {
    kind: "files",
    host: null,
    what: path,
    before: name(before),
    after: name(after),
    reason,
  };
}

function describeRule({ config, rule }: PickedRule): string {
  const place = `${quote(pathOfConfig(config))}, line ${rule.line}`;
  return `So does its rule (${place}), behind which the file is: \`fleet secrets sync\` would bring it there.`;
}
