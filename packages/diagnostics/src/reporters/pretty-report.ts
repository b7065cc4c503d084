import { describeHelp } from "../acceptance.ts";
import { formatPath } from "../diagnostic.ts";
import { countFindings, type Finding } from "../finding.ts";
import { createOnce } from "../repetition.ts";
import { renderCodeFrame } from "../text/code-frame.ts";
import { namesPassword } from "../text/hidden-lines.ts";
import { choosePaint } from "../text/paint.ts";
import { needsRootFolder } from "../text/printed-command.ts";
import { shellPath } from "../text/shell-word.ts";
import { alignColumns } from "../text/table.ts";
import { showLine, showText } from "../text/terminal-text.ts";
import { countByCode, foldFindings, listedInAll } from "./like-findings.ts";
import type { Report } from "./report.ts";

/** What stands before the lines of a code frame. */
const indent = "  ";

/** More findings than this are counted, not shown: nobody reads them, and the first are the cause. */
const shownLimit = 100;

/** Renders findings for people: what, where with the line itself, and what to do; at the end their number. */
export function renderPretty(report: Report): string {
  const { findings, prefix, isComplete = false, completeOption = "--json" } = report;
  if (findings.length === 0) return "";
  const isFirst = createOnce();
  const listAlike = ({ code }: Finding) => {
    const alike = findings.filter((one) => one.code === code);
    return alike.length > listedInAll ? alike : [];
  };
  const all = isComplete
    ? findings.map((finding) => ({ finding, hidden: 0 }))
    : foldFindings(findings);
  const shown = isComplete ? all : all.slice(0, shownLimit);
  const blocks = shown.flatMap(({ finding, hidden }) => [
    // How to accept a finding is said once for each code: it is a long line, and only the place differs.
    renderFinding(
      isFirst(finding.code) ? { ...finding, ...helpOf(finding, listAlike(finding)) } : finding,
      report,
    ),
    ...(hidden === 0 ? [] : [`… and ${hidden} more ${finding.code}: ${completeOption}\n`]),
  ]);
  const hidden = all.length - shown.length;
  if (hidden > 0) blocks.push(`… and ${hidden} more. All of them: ${completeOption}\n`);
  const helps = shown.map(({ finding }) => finding.help);
  if (prefix !== "" && helps.some((help) => help !== undefined && needsRootFolder(help, prefix))) {
    blocks.push(`Commands above are for the fleet's folder: cd ${folderOf(prefix)}\n`);
  }
  return `${blocks.join("\n")}\n${renderSummary(findings)}\n`;
}

function folderOf(prefix: string): string {
  return shellPath(prefix.replace(/(?<=.)\/$/, ""));
}

function helpOf(finding: Finding, alike: readonly Finding[]): Pick<Finding, "help"> {
  const help = describeHelp(finding, alike);
  return help === undefined ? {} : { help };
}

/** The number of errors and warnings in words; of many also how many of each code. */
function renderSummary(findings: readonly Finding[]): string {
  const { errors, warnings } = countFindings(findings);
  const total = [countOf(errors, "error"), countOf(warnings, "warning")]
    .filter((part) => part !== "")
    .join(", ");
  const rows = alignColumns(countByCode(findings)).map((line) => `  ${line}`);
  return [total, ...rows].join("\n");
}

function renderFinding(finding: Finding, { readSource, prefix, hasColour, width }: Report): string {
  const { severity, code, path, file, position, message, help } = finding;
  const paint = choosePaint(hasColour);
  const place = position === undefined ? "" : `:${position.line}:${position.column}`;
  const where = [
    ...(file === undefined || file === ""
      ? []
      : [paint("cyan", showLine(`${prefix}${file}${place}`))]),
    ...(path.length === 0 ? [] : [paint("bold", showLine(formatPath(path)))]),
    paint("dim", code),
  ].join("  ");
  const source = file === undefined ? undefined : readSource(file);
  // The value may stand elsewhere, under a name that says nothing of it.
  const isAboutPassword = path.some((key) => typeof key === "string" && namesPassword(key));
  const frame =
    position === undefined || source === undefined || isAboutPassword
      ? []
      : renderCodeFrame(source, position, { paint, width: width && width - indent.length });
  return [
    `${paint(severity === "error" ? ["bold", "red"] : ["bold", "yellow"], severity)}: ${indentRest(showText(message))}`,
    `  ${where}`,
    ...frame.map((line) => indent + line),
    ...(help === undefined ? [] : [`  ${paint("green", "help")}: ${indentRest(showText(help))}`]),
    "",
  ].join("\n");
}

function indentRest(text: string): string {
  return text.trimEnd().replaceAll("\n", "\n    ");
}

function countOf(count: number, word: string): string {
  if (count === 0) return "";
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
