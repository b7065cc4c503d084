import { compareNames, shellPath } from "@fleet/diagnostics";
import type { ImportedFleet, LeftItem } from "@fleet/import";
import { foldLine } from "./import-lines.ts";

/** Of each kind so many are listed. */
const listedItems = 3;

/** What was not carried over, by kind: first what could not be read, then what somebody has to do. */
export function renderLeft(
  { proposal, found }: Pick<ImportedFleet, "proposal" | "found">,
  { isVerbose }: { readonly isVerbose: boolean },
): readonly string[] {
  const failed = listFailed(found.failed);
  const all = [...failed, ...proposal.left];
  const todo = all.filter(({ help }) => help !== "");
  const asIs = all.filter(({ help }) => help === "");
  if (all.length === 0) return ["  nothing"];
  return [
    ...renderKinds(todo, isVerbose ? Number.POSITIVE_INFINITY : listedItems),
    ...(asIs.length === 0 ? [] : renderAsIs(asIs, isVerbose)),
  ];
}

/** Hosts that fail for one reason are one item. */
function listFailed(failed: ImportedFleet["found"]["failed"]): readonly LeftItem[] {
  const namesByReason = new Map<string, string[]>();
  for (const { name, diagnostics } of failed) {
    const reason = firstLine(diagnostics[0]?.message ?? "Nix gave no reason.");
    namesByReason.set(reason, [...(namesByReason.get(reason) ?? []), name]);
  }
  return [...namesByReason].map(([message, names]) => ({
    kind: "not evaluated",
    about: listNames(names),
    message,
    help: `More of it: fleet import --dry-run --json --host ${shellPath(names[0] ?? "")}`,
    files: [],
  }));
}

function listNames(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(", ");
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}

function renderKinds(items: readonly LeftItem[], limit: number): readonly string[] {
  return [...groupByKind(items)].flatMap(([kind, group]) => {
    const listed = group.slice(0, limit);
    const hidden = group.length - listed.length;
    return [
      ...foldLine(`  ${kind}: ${group.length}`),
      ...listed.flatMap((item, index) => renderItem(item, listed[index + 1])),
      ...(hidden === 0 ? [] : [`    … and ${hidden} more: see them with --verbose`]),
    ];
  });
}

/** Of several with one cure the last says it. */
function renderItem(
  { about, message, help, files }: LeftItem,
  next: LeftItem | undefined,
): readonly string[] {
  const others = files.filter((file) => !about.startsWith(file));
  const where = others.length === 0 ? "" : ` (${listFiles(others)})`;
  return [
    ...foldLine(`    ${about}: ${message}${where}`, "      "),
    ...(next?.help === help ? [] : foldLine(`      → ${help}`, "        ")),
  ];
}

function listFiles(files: readonly string[]): string {
  const shown = files.slice(0, 2).join(", ");
  return files.length > 2 ? `${shown} and ${files.length - 2} more` : shown;
}

function renderAsIs(items: readonly LeftItem[], isVerbose: boolean): readonly string[] {
  const kinds = [...groupByKind(items)].map(([kind, group]) => `${group.length} ${kind}`);
  const head = `  goes on as it is: ${kinds.join(", ")}`;
  const listed = isVerbose
    ? items.flatMap(({ about, message }) => foldLine(`    ${about}: ${message}`, "      "))
    : [];
  return [...foldLine(head), ...listed];
}

function groupByKind(items: readonly LeftItem[]): ReadonlyMap<string, readonly LeftItem[]> {
  const groups = new Map<string, LeftItem[]>();
  for (const item of items) groups.set(item.kind, [...(groups.get(item.kind) ?? []), item]);
  return new Map([...groups].sort(([a], [b]) => compareNames(a, b)));
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? "";
}
