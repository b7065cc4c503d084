import { describeHelp } from "../acceptance.ts";
import { formatPath } from "../diagnostic.ts";
import type { Finding } from "../finding.ts";
import { showText } from "../text/terminal-text.ts";
import type { Report } from "./report.ts";

/** Renders findings as workflow commands of GitHub Actions, which shows them beside the lines. */
export function renderGithub({ findings, prefix }: Report): string {
  return findings.map((finding) => `${renderCommand(finding, prefix)}\n`).join("");
}

function renderCommand(finding: Finding, prefix: string): string {
  const { severity, code, path, file, position, message } = finding;
  const help = describeHelp(finding);
  const properties = [
    ...(file === undefined ? [] : [`file=${escapeProperty(prefix + file)}`]),
    ...(position === undefined ? [] : [`line=${position.line}`, `col=${position.column}`]),
    `title=${escapeProperty(code)}`,
  ];
  const place = path.length === 0 ? "" : `${formatPath(path)}: `;
  const text = `${place}${message}${help === undefined ? "" : `\n${help}`}`;
  return `::${severity} ${properties.join(",")}::${escapeMessage(text)}`;
}

function escapeMessage(text: string): string {
  return showText(text).replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeMessage(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
