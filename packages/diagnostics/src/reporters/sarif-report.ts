import { describeHelp } from "../acceptance.ts";
import { formatPath } from "../diagnostic.ts";
import type { Finding } from "../finding.ts";
import { renderSafeJson } from "../text/terminal-text.ts";
import { fingerprint } from "./fingerprint.ts";
import { placeOf, type Report } from "./report.ts";

/** GitHub refuses a file with more: https://docs.github.com/code-security/reference/code-scanning/sarif-files/sarif-support */
const resultLimit = 25_000;

/**
 * Renders findings as SARIF 2.1.0, as GitHub's code scanning and others take it: one rule for each
 * code, with the texts that GitHub asks for, and a physical location for each result, for results without
 * one are refused. Of more findings than GitHub takes, errors come first, and the rest is left out.
 */
export function renderSarif(report: Report): string {
  const findings = limitFindings(report.findings);
  const codes = [...new Set(findings.map(({ code }) => code))].sort();
  const rules = codes.map((code) => describeRule(code, report));
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "fleet", semanticVersion: report.version, rules } },
        columnKind: "utf16CodeUnits",
        results: findings.map((finding) => describeResult(finding, { report, codes })),
      },
    ],
  };
  return `${renderSafeJson(log)}\n`;
}

function limitFindings(findings: readonly Finding[]): readonly Finding[] {
  if (findings.length <= resultLimit) return findings;
  const isError = ({ severity }: Finding) => severity === "error";
  const errors = findings.filter(isError);
  const others = findings.filter((finding) => !isError(finding));
  return [...errors, ...others].slice(0, resultLimit);
}

function describeRule(code: string, { codes }: Report) {
  const words = code.slice(code.indexOf("/") + 1).replaceAll("-", " ");
  const text = words.charAt(0).toUpperCase() + words.slice(1);
  const entry = codes?.get(code);
  const meaning = entry === undefined ? text : `Reported when ${entry.when}.`;
  const help = "Each finding says what to write, or which command to run: fleet check";
  return {
    id: code,
    name: code,
    shortDescription: { text },
    fullDescription: { text: meaning },
    help: { text: `${meaning} ${help}` },
    ...(entry === undefined
      ? {}
      : { defaultConfiguration: { level: entry.severity }, properties: { tags: [entry.stage] } }),
  };
}

function describeResult(
  finding: Finding,
  { report, codes }: { readonly report: Report; readonly codes: readonly string[] },
) {
  const { code, severity, path, position, message } = finding;
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
          artifactLocation: {
            uri: encodePath(placeOf(finding, report)),
            uriBaseId: "%SRCROOT%",
          },
          region: { startLine: position?.line ?? 1, startColumn: position?.column ?? 1 },
        },
        ...(place === "" ? {} : { logicalLocations: [{ fullyQualifiedName: place }] }),
      },
    ],
    // The action that uploads adds GitHub's own, by the line; this one is for others.
    partialFingerprints: { "fleet/v1": fingerprint(finding) },
  };
}

/** A relative path as a URI reference. */
function encodePath(path: string): string {
  return path
    .split("/")
    .map((part) => encodeURIComponent(part.toWellFormed()))
    .join("/");
}
