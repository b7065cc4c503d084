import { describeHelp } from "../acceptance.ts";
import { formatPath } from "../diagnostic.ts";
import type { Finding } from "../finding.ts";
import { renderSafeJson } from "../text/terminal-text.ts";
import type { Report } from "./report.ts";

/**
 * Renders findings as SARIF 2.1.0, as GitHub's code scanning and others take it: one rule for each
 * code, and a physical location for each result, for results without one are refused.
 */
export function renderSarif({ findings, prefix, version }: Report): string {
  const codes = [...new Set(findings.map(({ code }) => code))].sort();
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: { name: "fleet", semanticVersion: version, rules: codes.map(describeRule) },
        },
        columnKind: "utf16CodeUnits",
        results: findings.map((finding) => describeResult(finding, { prefix, codes })),
      },
    ],
  };
  return `${renderSafeJson(log)}\n`;
}

function describeRule(code: string) {
  const words = code.slice(code.indexOf("/") + 1).replaceAll("-", " ");
  const text = words.charAt(0).toUpperCase() + words.slice(1);
  return { id: code, name: code, shortDescription: { text } };
}

function describeResult(
  finding: Finding,
  { prefix, codes }: { readonly prefix: string; readonly codes: readonly string[] },
) {
  const { code, severity, path, file, position, message } = finding;
  const help = describeHelp(finding);
  const place = formatPath(path);
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: severity,
    message: { text: help === undefined ? message : `${message}\n${help}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: encodePath(prefix + (file ?? "")), uriBaseId: "%SRCROOT%" },
          region: { startLine: position?.line ?? 1, startColumn: position?.column ?? 1 },
        },
        ...(place === "" ? {} : { logicalLocations: [{ fullyQualifiedName: place }] }),
      },
    ],
  };
}

/** A relative path as a URI reference. */
function encodePath(path: string): string {
  return path
    .split("/")
    .map((part) => encodeURIComponent(part.toWellFormed()))
    .join("/");
}
