import {
  compareNames,
  type Finding,
  holdsPrivateKey,
  showLine,
  showText,
} from "@fleet/diagnostics";
import type { ExaminedRow, Project } from "@fleet/project";

/** What a bug report is made of. */
export interface ReportedCase {
  readonly rows: readonly ExaminedRow[];
  readonly findings: readonly Finding[];
  readonly fleet: Project["fleet"];
  /** The text of the config; undefined where it is not to be in the report. */
  readonly config: string | undefined;
}

/**
 * A report for strangers: versions, how everything came out, codes and numbers. Of what people named, wrote or set
 * nothing is in it, but for the config where they asked for that.
 */
export function renderBugReport({ rows, findings, fleet, config }: ReportedCase): string {
  const parts = [
    ["# Report of fleet", "", ...introduction(config !== undefined)],
    ["## What was looked at", "", ...rows.map(describeRow)],
    ["## What fleet check finds, by codes", "", ...countCodes(findings)],
    ["## The fleet in numbers", "", ...countFleet(fleet)],
    ...(config === undefined ? [] : [["## The config", "", ...indent(hideSecrets(config))]]),
  ];
  return parts.map((lines) => `${lines.map(showLine).join("\n")}\n`).join("\n");
}

function introduction(hasConfig: boolean): string[] {
  return [
    "Versions, results, codes and numbers. Values of the environment, keys, secrets, and the names and addresses",
    hasConfig
      ? "of people and machines are not in it, but for what stands in the config below: read that before you send it."
      : "of people and machines are not in it; nor is the config.",
  ];
}

function describeRow({ about, what, fitness, fact }: ExaminedRow): string {
  return `- ${fitness}: ${about}, ${what}${fact === fitness ? "" : `: ${fact}`}`;
}

/** Messages quote values, and places hold names; codes do neither. */
function countCodes(findings: readonly Finding[]): string[] {
  const known = Map.groupBy(findings, ({ code, severity }) => `${severity} ${code}`);
  const lines = [...known]
    .sort(([a], [b]) => compareNames(a, b))
    .map(([code, { length }]) => `- ${code}${length === 1 ? "" : ` (${length})`}`);
  return lines.length === 0 ? ["- nothing"] : lines;
}

function countFleet(fleet: Project["fleet"]): string[] {
  if (fleet === undefined) return ["- unknown: no declaration was understood"];
  const { declared, resolved, homes, secrets } = fleet;
  const hosts = [...resolved.hosts.values()];
  const on = (platform: string) => hosts.filter((host) => host.platform === platform).length;
  const numbers = {
    hosts: `${hosts.length} (${["nixos", "darwin", "linux"].map((one) => `${one} ${on(one)}`).join(", ")})`,
    users: declared.users.size,
    accounts: hosts.reduce((sum, { accounts }) => sum + accounts.size, 0),
    "service accounts": declared.serviceAccounts.size,
    "standalone homes": homes.standalone.size,
    profiles: declared.profiles.size,
    aggregates: declared.aggregates.size,
    features: declared.features.size,
    groups: declared.groups.size,
    operators: declared.operators.size,
    "rules of secret files": secrets?.secrets.rules.length ?? 0,
    "secrets that are delivered": secrets?.wiring.uses.length ?? 0,
    acceptances: declared.policy.accept.length,
    files: fleet.files.size,
  };
  return Object.entries(numbers).map(([name, count]) => `- ${name}: ${count}`);
}

/** What looks like a secret wherever it stands. What it is hidden by keeps the line in place. */
const secretForms: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY[A-Z ]*-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY[A-Z ]*-----|$)/g,
  /AGE-(?:SECRET-KEY|PLUGIN)-[A-Z0-9-]+/gi,
  // crypt(5)
  /\$(?:y|gy|7|2[abxy]|6|5|1|sha1|md5)\$[./A-Za-z0-9$,=]+/g,
  // Addresses that hold a password or a token.
  /(?<=:\/\/)[^\s/@"'`]+(?=@)/g,
  /\b(?:gh[pousr]_|github_pat_|glpat-|xox[abprs]-|sk-|AKIA|tskey-)[A-Za-z0-9_-]{8,}/g,
  /\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+\.?[A-Za-z0-9_-]*/g,
  /(?<=\b(?:password|passphrase|secret|token|apiKey|api_key)["']?\s*[:=]\s*["'`])[^"'`\n]+/gi,
];

/** A text with what looks like a secret taken out; nothing of it where one may be left. */
export function hideSecrets(text: string): string {
  const hidden = secretForms.reduce((left, form) => left.replaceAll(form, "(hidden)"), text);
  return holdsPrivateKey(hidden) ? "(left out: it seems to hold a private key)" : hidden;
}

function indent(text: string): string[] {
  return showText(text)
    .split("\n")
    .map((line) => (line === "" ? "" : `    ${line}`));
}
