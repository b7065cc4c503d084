import {
  type ChangeSection,
  changeKinds,
  changeSections,
  type Plan,
  type PlannedChange,
  type PlannedWork,
} from "@fleet/codegen/plan";
import { breakLine, showLine } from "@fleet/diagnostics";
import { countChanges, nameRevision, type ShownPlan, summarizePlan } from "./plan-description.ts";

/** The headings of what is not risky. */
const sectionNames: { readonly [S in ChangeSection]: string } = {
  root: "Ways to root",
  accounts: "Accounts",
  secrets: "Secrets",
  hosts: "Hosts",
  homes: "Homes",
  services: "Services",
  other: "Other",
};

/** What a change means, for people: what is risky first, and last what is to be done. */
export function renderFleetPlan(
  shown: ShownPlan,
  width: number = Number.POSITIVE_INFINITY,
): string {
  const { plan, notes } = shown;
  const { changes } = plan;
  const told = notes.flatMap((note) => breakLine(showLine(note), { width, indent: "  " }));
  const count = countChanges(summarizePlan(changes));
  const blocks = [
    ...(told.length === 0 ? [] : [told]),
    ...listBlocks(plan, width),
    breakLine(showLine(`${count}, compared with ${nameRevision(shown)}.`), { width }),
  ];
  return `${blocks.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function listBlocks({ changes, work }: Plan, width: number): readonly (readonly string[])[] {
  const risky = changes.filter(({ risk }) => risk === "risky");
  const sections = changeSections.map((section): [string, readonly PlannedChange[]] => [
    sectionNames[section],
    changes.filter(({ kind, risk }) => risk !== "risky" && changeKinds[kind].section === section),
  ]);
  const blocks = [["Risky", risky] as const, ...sections].flatMap(([head, all]) =>
    all.length === 0 ? [] : [[head, ...all.flatMap((one) => listChange(one, width))]],
  );
  return work.length === 0
    ? blocks
    : [...blocks, ["Then", ...work.flatMap((one) => listWork(one, width))]];
}

function listChange(change: PlannedChange, width: number): readonly string[] {
  const { place } = change;
  const where =
    place === undefined ? "" : ` (${place.side === "before" ? "was at " : ""}${place.path})`;
  const line = `  ${markOf(change)} ${showLine(`${change.message}${where}`)}`;
  return breakLine(line, { width, indent: "    " });
}

function listWork({ command, reason }: PlannedWork, width: number): readonly string[] {
  const lines =
    command === undefined ? [`  ${showLine(reason)}`] : [`  ${command}`, `    ${showLine(reason)}`];
  return lines.flatMap((line) => breakLine(line, { width, indent: "    " }));
}

/** Whether something comes, goes, or becomes another. */
function markOf({ kind }: Pick<PlannedChange, "kind">): "+" | "-" | "~" {
  if (/-(?:gained|added|created|joined|enabled|unlocked|declared)$/.test(kind)) return "+";
  if (/-(?:lost|removed|deleted|left|disabled|locked-out|undeclared)$/.test(kind)) return "-";
  return "~";
}

/** So many lines behind what else is said are read. */
const listed = 20;

/** How the same is shown below something else. */
export interface PlanBelow {
  /** The columns of the terminal. Default: there is none. */
  readonly width?: number | undefined;
  /** Whether it begins with how many changes there are. Default: it does. */
  readonly hasHead?: boolean;
}

/** The same below what `fleet generate` says, against the `fleet.json` that it replaces; nothing where nothing changes. */
export function renderPlanBelow(
  { changes, work }: Plan,
  { width = Number.POSITIVE_INFINITY, hasHead = true }: PlanBelow = {},
): string {
  if (changes.length === 0) return "";
  const rest = changes.length - listed;
  const shown = changes.slice(0, rest > 0 ? listed - 1 : listed);
  const count = countChanges(summarizePlan(changes));
  const more = changes.length - shown.length;
  const lines = [
    ...(hasHead ? breakLine(`${count}, compared with the fleet.json of before:`, { width }) : []),
    ...shown.flatMap((one) => listChange({ ...one, place: undefined }, width)),
    ...(more === 0
      ? []
      : breakLine(`  and ${more} more; all of what differs from the last commit: fleet plan`, {
          width,
          indent: "    ",
        })),
    ...work.flatMap(({ command }) => (command === undefined ? [] : [`Then: ${command}`])),
  ];
  return `${hasHead ? "\n" : ""}${lines.join("\n")}\n`;
}
