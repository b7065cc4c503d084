import type { PlannedChange, PlannedWork } from "@fleet/codegen/plan";
import { renderMarkdown, showLine } from "@fleet/diagnostics";
import { countChanges, nameRevision, type ShownPlan, summarizePlan } from "./plan-description.ts";

/** GitHub takes no comment of more than 65,536 characters; of rows beyond these, their number is said. */
const limits = { rows: 100, text: 400 } as const;

/**
 * A plan as a comment on a pull request: what is risky in a table, and all else folded away. What names hold has no
 * meaning in Markdown or HTML, and calls nobody.
 */
export function renderPlanMarkdown(shown: ShownPlan): string {
  const { plan, notes } = shown;
  const { changes, work } = plan;
  const summary = summarizePlan(changes);
  const risky = changes.filter(({ risk }) => risk === "risky");
  const others = changes.filter(({ risk }) => risk !== "risky");
  const blocks = [
    `### Fleet plan: ${lowerFirst(countChanges(summary))}`,
    `Compared with ${codeOf(nameRevision(shown))}.`,
    ...notes.map((note) => `> ${escapeMarkdown(note)}`),
    ...(risky.length === 0 ? [] : [`**Risky**\n\n${tabulate(risky)}`]),
    ...(others.length === 0 ? [] : [fold(others, risky.length > 0)]),
    ...(work.length === 0 ? [] : [`**Then**\n\n${work.map(listWork).join("\n")}`]),
  ];
  return `${blocks.map((block) => block.trimEnd()).join("\n\n")}\n`;
}

function fold(changes: readonly PlannedChange[], isBeside: boolean): string {
  const count = `${changes.length} ${isBeside ? "other " : ""}${changes.length === 1 ? "change" : "changes"}`;
  return `<details>\n<summary>${count}</summary>\n\n${tabulate(changes)}\n</details>`;
}

function tabulate(changes: readonly PlannedChange[]): string {
  const rows = changes
    .slice(0, limits.rows)
    .map(({ message, place }) => [escapeMarkdown(message), showPlace(place)]);
  const rest = changes.length - rows.length;
  const table = renderMarkdown({ head: ["change", "place"], rows }, { prose: ["change"] });
  return rest > 0 ? `${table}\nand ${rest} more: \`fleet plan --json\` lists them\n` : table;
}

function showPlace(place: PlannedChange["place"]): string {
  if (place === undefined) return "";
  return place.side === "before" ? `was at ${place.path}` : place.path;
}

function listWork({ command, reason }: PlannedWork): string {
  return command === undefined
    ? `- ${escapeMarkdown(reason)}`
    : `- ${codeOf(command)}: ${escapeMarkdown(reason)}`;
}

function lowerFirst(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}

function codeOf(text: string): string {
  const shown = showLine(text);
  // Between tags of HTML, marks have the meaning that they have elsewhere.
  return shown.includes("`") ? `<code>${escapeMarks(shown)}</code>` : `\`${shown}\``;
}

/** A line of prose, cut where nobody would read on. */
function escapeMarkdown(text: string): string {
  const line = showLine(text);
  return escapeMarks(line.length > limits.text ? `${line.slice(0, limits.text)}…` : line);
}

/**
 * A line in which nothing is Markdown or HTML. An empty comment behind `@` and `#` keeps them from naming people and
 * issues, and one in addresses keeps these from being links: GitHub looks for both in what is left of a text when all
 * marks are read.
 */
function escapeMarks(line: string): string {
  return escapeHtml(line)
    .replace(/[\\`*_{}[\]~$]/g, "\\$&")
    .replace(/[@#](?=\w)/g, "$&<!-- -->")
    .replace(/(?<=\w):\/\//g, ":<!-- -->//")
    .replace(/\bwww(?=\.)/gi, "$&<!-- -->");
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
