import type { ComputedFleet } from "@fleet/codegen";
import { createRuleFinder } from "@fleet/secrets";
import { createIgnoreFinder, nameRecipient } from "@fleet/secrets/internal";
import type { FoundSops } from "../keys/sops-sources.ts";
import type { FoundDifference } from "./comparison.ts";

/** How the encrypted files that are there come out of a declaration. */
export interface ComparedFiles {
  /** How many have exactly the readers that they had. */
  readonly equal: number;
  readonly differences: readonly FoundDifference[];
  /** The files that another tool owns by the declaration, and that fleet leaves alone. */
  readonly ignored: number;
}

/** Compares who can decrypt each encrypted file, by its header, with who is declared to. */
export function compareFiles(
  { encrypted }: Pick<FoundSops, "encrypted">,
  { secrets }: Pick<ComputedFleet, "secrets">,
): ComparedFiles {
  const rules = createRuleFinder(secrets?.secrets.rules ?? []);
  const isIgnored = createIgnoreTest(secrets);
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
    const isEqual = after.size === new Set(before).size && before.every((id) => after.has(id));
    if (isEqual) equal++;
    else differences.push(describe({ path, before, after: [...after], secrets }));
  }
  return { equal, differences, ignored };
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
}

function describe({ path, before, after, secrets }: Compared): FoundDifference {
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
