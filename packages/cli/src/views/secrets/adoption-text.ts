import { showLine } from "@fleet/diagnostics";
import { type AdoptedRule, nameRecipient } from "@fleet/secrets/internal";
import { type AdoptionReport, guessOwner } from "@fleet/sops";
import { type ConfigKind, renderItem, renderProposedSecrets } from "./adoption-proposal.ts";

/** Of many files so many are listed. */
const listedFiles = 10;

/**
 * Says rule by rule what the declaration reproduces, who has no name, and what to declare, as it is
 * written in a config of the kind.
 */
export function renderAdoption(report: AdoptionReport, kind: ConfigKind): string {
  const { adoption } = report;
  const blocks = [
    ...adoption.rules.map((_, index) => renderRule(report, index, kind)),
    listPaths("No rule of .sops.yaml is about", adoption.unruled),
    renderUnnamed(report),
    renderOthers(report),
    renderProposal(report, kind),
    [renderNext(report)],
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map(showLine).join("\n"))
    .join("\n\n")}\n`;
}

function renderRule(
  { adoption, keyring }: AdoptionReport,
  index: number,
  kind: ConfigKind,
): string[] {
  const adopted = adoption.rules[index];
  if (adopted === undefined) return [];
  const { rule, files, differences } = adopted;
  const head = `.sops.yaml:${rule.line}  ${rule.pathRegex ?? "every path"}`;
  const count = `${files.length} ${files.length === 1 ? "file" : "files"}`;
  const lines = differences
    .slice(0, listedFiles)
    .map((difference) => renderDifference(difference, keyring));
  const hidden = differences.length - listedFiles;
  const state =
    files.length === 0
      ? "no file, so that nothing is proposed"
      : differences.length === 0
        ? `${count}, to which the declaration gives the same readers`
        : `${count}, of which the declaration gives other readers to ${differences.length}`;
  return [
    head,
    `  ${state}`,
    ...lines,
    ...(hidden > 0 ? [`  … and ${hidden} more`] : []),
    ...renderLosses(adopted, adoption.unruled, kind),
  ];
}

function renderDifference(
  { path, rule, missing, extra }: AdoptedRule["differences"][number],
  keyring: AdoptionReport["keyring"],
): string {
  const names = (ids: readonly string[]) => ids.map((id) => nameRecipient(keyring, id)).join(", ");
  const adds = rule !== undefined && missing.length > 0;
  const leavesOut = rule !== undefined && extra.length > 0;
  const parts = [
    ...(rule === undefined ? ["the declaration has no rule for it"] : []),
    ...(adds ? [`the declaration adds ${names(missing)}`] : []),
    ...(leavesOut ? [`the declaration leaves out ${names(extra)}`] : []),
  ];
  return `  ${path}: ${parts.join("; ") || "other groups, threshold or encrypted values"}`;
}

/** What a rule says of files to come, and of more than readers, that the proposal does not say. */
function renderLosses(
  { rule, files, lost, withheld, bystander }: AdoptedRule,
  unruled: readonly string[],
  kind: ConfigKind,
): string[] {
  const near = withheld.map(({ path }) => JSON.stringify(path)).join(", ");
  const isUnruled = bystander !== undefined && unruled.includes(bystander);
  const state = isUnruled ? "which no rule is about" : "which is not encrypted";
  const reason = `${near} would also be about ${JSON.stringify(bystander)}, ${state}`;
  const where = lost?.line === undefined ? "no rule" : `the readers of line ${lost.line}`;
  const cure = bystander === undefined ? "declare a path for them if there are to be any" : reason;
  const isNear = files.length === 0 && withheld.length > 0;
  return [
    ...(isNear ? ["  for files to come:", ...withheld.map((one) => renderItem(one, kind))] : []),
    ...(lost === undefined || isNear
      ? []
      : [`  new files such as ${lost.path} would have ${where}: ${cure}`]),
    ...rule.others.map((field) => `  \`${field}\` is not carried over: no declaration says it`),
  ];
}

function renderOthers({ adoption }: AdoptionReport): string[] {
  return [
    ...adoption.others.map((field) => `\`${field}\` is not carried over: fleet writes none.`),
    ...listPaths("No declaration can hold these keys", adoption.unusable),
  ];
}

function renderNext({ adoption }: AdoptionReport): string {
  const isSame = adoption.rules.every(({ differences }) => differences.length === 0);
  return isSame && adoption.unruled.length === 0
    ? "Every file has the readers that are declared: `fleet generate --force` puts fleet's own .sops.yaml in the place of this one."
    : "When the declaration gives the same readers, `fleet generate --force` puts fleet's own .sops.yaml in the place of this one.";
}

function renderUnnamed(report: AdoptionReport): string[] {
  const { adoption, anchors } = report;
  if (adoption.unnamed.length === 0) return [];
  const lines = adoption.unnamed.map((id) => {
    const anchor = anchors.get(id);
    const guess = guessOwner(report, id);
    return `  ${id}${anchor === undefined ? "" : `  &${anchor}`}${guess === undefined ? "" : `  perhaps ${guess}`}`;
  });
  return ["Keys of nobody in the declaration:", ...lines];
}

function renderProposal(report: AdoptionReport, kind: ConfigKind): string[] {
  const { adoption, unproven } = report;
  if (adoption.proposal.length === 0) return [];
  return [
    unproven.length === 0
      ? "This declaration gives every file the readers that .sops.yaml gives it:"
      : `This declaration comes near to it, but differs for ${unproven.slice(0, listedFiles).join(", ")}:`,
    "",
    ...renderProposedSecrets(report, kind),
    ...listPaths("No path of a declaration can name", adoption.undeclarable),
  ];
}

function listPaths(head: string, paths: readonly string[]): string[] {
  if (paths.length === 0) return [];
  const shown = paths.slice(0, listedFiles).map((path) => `  ${path}`);
  const hidden = paths.length - listedFiles;
  return [`${head}:`, ...shown, ...(hidden > 0 ? [`  … and ${hidden} more`] : [])];
}
