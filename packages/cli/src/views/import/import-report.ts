import { shellPath, showLine } from "@fleet/diagnostics";
import type { Comparison, FoundDifference, ImportedFleet } from "@fleet/import";
import { countDeclared, countOf, type DeclaredCounts } from "./import-counts.ts";
import { renderLeft } from "./import-left.ts";
import { foldLine } from "./import-lines.ts";

/** What is shown of an import, beside what it came to. */
export interface ShownImport {
  readonly isWritten: boolean;
  /** Whether every single thing is listed. */
  readonly isVerbose: boolean;
  /** The file, and the folder of the fleet, from where the command was started. */
  readonly target: string;
  readonly folder: string;
}

/** Of many differences so many are listed. */
const listedDifferences = 12;

/** An import for people: what is carried over, what differs, what is left to them, and what comes next. */
export function renderImport(imported: ImportedFleet, shown: ShownImport): string {
  const counts = countDeclared(imported);
  const blocks = [
    ["Carried over", ...renderCarried(imported, counts)],
    ["Differs", ...renderDiffering(imported, shown)],
    ["Left to you", ...renderLeft(imported, shown)],
    renderQuestions(imported),
    ["Next", ...renderNext(imported, { ...shown, counts })],
  ];
  const text = blocks.filter((lines) => lines.length > 0).map((lines) => lines.join("\n"));
  return `${text.join("\n\n")}\n`;
}

function renderCarried(imported: ImportedFleet, counts: DeclaredCounts): readonly string[] {
  const { found, computed, evaluated, ignoredFiles } = imported;
  const { sops, clan, agenix, surveyed, flake } = found;
  const read = [
    ...(flake === undefined
      ? []
      : [
          `flake.nix (${countOf(surveyed.hosts.length, "host")}, ${countOf(surveyed.homes.length, "home")} of its own)`,
        ]),
    ...(clan === undefined ? [] : ["clan"]),
    ...(sops === undefined
      ? []
      : [
          `${countOf(sops.configs.length, ".sops.yaml", ".sops.yaml files")} (${countOf(sops.encrypted.size, "encrypted file")})`,
        ]),
    ...(agenix === undefined ? [] : [`agenix (${countOf(agenix.secrets.length, "file")})`]),
  ];
  const declared = [
    countOf(counts.hosts, "host"),
    countOf(counts.people, "person", "people"),
    countOf(counts.accounts, "account"),
    ...some(counts.serviceAccounts, "service account"),
    ...some(counts.groups, "group"),
    ...some(counts.operators, "operator"),
    ...some(counts.rules, "secret rule"),
  ];
  const equal = [
    ...(evaluated === undefined ? [] : listEqual(evaluated, "by what Nix makes of it")),
    ...listEqual(
      evaluated === undefined ? computed : withoutEvaluated(computed, evaluated),
      "by what fleet computes",
    ),
  ];
  return [
    ...(read.length === 0 ? [] : foldLine(`  read      ${read.join(", ")}`, "            ")),
    ...foldLine(`  declared  ${declared.join(", ")}`, "            "),
    ...equal.flatMap((text, index) =>
      foldLine(`  ${index === 0 ? "as it was" : "         "} ${text}`, "            "),
    ),
    ...(ignoredFiles === 0
      ? []
      : foldLine(`  aside     ${countOf(ignoredFiles, "encrypted file")} of other tools`)),
  ];
}

/** What Nix says nothing of: encrypted files, and homes that are built on their own. */
function withoutEvaluated({ equal, ...rest }: Comparison, evaluated: Comparison): Comparison {
  const none = Object.fromEntries(Object.keys(equal).map((kind) => [kind, 0]));
  const homes = evaluated.equal.homes === 0 ? equal.homes : 0;
  return { ...rest, equal: { ...equal, ...none, files: equal.files, homes } };
}

/** In one line: what is equal, and by what that is known. */
function listEqual({ equal }: Comparison, by: string): readonly string[] {
  const counts = [
    ...some(equal.hosts, "host"),
    // Those that the system makes, too, which nobody declares.
    ...some(equal.accounts, "account of any kind", "accounts of any kind"),
    ...some(equal.groups, "group"),
    ...some(equal.keys, "key"),
    ...some(equal.trustedUsers, "trusted user"),
    ...some(equal.secrets, "secret"),
    ...some(equal.homes, "home"),
    ...some(equal.files, "file's readers", "files' readers"),
  ];
  return counts.length === 0 ? [] : [`${counts.join(", ")} (${by})`];
}

function some(count: number, word: string, plural?: string): readonly string[] {
  return count === 0 ? [] : [countOf(count, word, plural)];
}

function renderDiffering(imported: ImportedFleet, { isVerbose }: ShownImport): readonly string[] {
  const differences = listDifferences(imported);
  if (differences.length === 0) return ["  nothing"];
  const listed = isVerbose ? differences : differences.slice(0, listedDifferences);
  const hidden = differences.length - listed.length;
  return [
    ...listed.flatMap(renderDifference),
    ...(hidden === 0 ? [] : [`  … and ${hidden} more: see them with --verbose`]),
  ];
}

/** By Nix and by computing, each once: of one option there may be several, such as groups that are lost. */
function listDifferences({ computed, evaluated }: ImportedFleet): readonly FoundDifference[] {
  const keyOf = ({ kind, host, what, before, after }: FoundDifference) =>
    JSON.stringify([kind, host, what, before, after]);
  const all = [...(evaluated?.differences ?? []), ...computed.differences];
  const told = new Set<string>();
  return all.filter((one) => told.size !== told.add(keyOf(one)).size);
}

function renderDifference({ host, what, before, after, reason }: FoundDifference) {
  const where = host === null ? what : `${host}: ${what}`;
  return [
    ...foldLine(`  ${where}: ${before || "nothing"} → ${after || "nothing"}`),
    ...(reason === "" ? [] : foldLine(`      ${reason}`, "      ")),
  ];
}

function renderQuestions({ questions }: ImportedFleet): readonly string[] {
  const open = questions.filter(({ answer }) => answer === undefined);
  if (open.length === 0) return [];
  return [
    "Nobody answered, so that what is proposed stands",
    ...open.flatMap(({ id, text, because, answers, proposed }) => {
      const chosen = answers.find(({ value }) => value === proposed)?.text ?? proposed;
      const others = answers.filter(({ value }) => value !== proposed);
      return [
        ...foldLine(`  ${text} ${chosen}`),
        ...foldLine(`      ${because}`, "      "),
        ...others.flatMap(({ value }) =>
          foldLine(`      Otherwise: --answer ${shellPath(`${id}=${value}`)}`, "      "),
        ),
      ];
    }),
  ];
}

interface ShownNext extends ShownImport {
  readonly counts: DeclaredCounts;
}

function renderNext(
  { flakeLines, found, project }: ImportedFleet,
  { isWritten, target, counts, folder }: ShownNext,
): readonly string[] {
  if (!isWritten) return ["  Nothing was written: leave --dry-run out for that."];
  const path = shellPath(target);
  const root = folder === "" ? "" : ` --root ${shellPath(folder)}`;
  const warnings = project.findings.filter(({ severity }) => severity === "warning").length;
  const guesses =
    counts.guesses === 0
      ? "nothing was guessed."
      : `${countOf(counts.guesses, "guess", "guesses")} ${counts.guesses === 1 ? "is" : "are"} marked \`guess:\`.`;
  const force = (found.sops?.configs ?? []).some((one) => one.folder === "") ? " --force" : "";
  return [
    ...foldLine(`  1. Read ${target}: ${guesses}`, "     "),
    ...foldLine(`  2. git add -- ${path} && fleet generate${force}${root}`, "     "),
    ...(force === ""
      ? []
      : foldLine(
          "     (--force: fleet's own .sops.yaml takes the place of yours; git diff shows it)",
          "     ",
        )),
    ...(warnings === 0
      ? []
      : foldLine(
          `     Then \`fleet check${root}\` has ${countOf(warnings, "warning")} to look at.`,
          "     ",
        )),
    ...(flakeLines.length === 0
      ? []
      : [
          "  3. Take it into flake.nix, or with flake-parts as an import (docs/import.md):",
          ...flakeLines.map((line) => `       ${showLine(line)}`),
        ]),
  ];
}
