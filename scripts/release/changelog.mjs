// CHANGELOG.md: one section for each version, written from its changesets.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const title = `# Changelog

All packages have one version, and this is what changed in each. Before 1.0.0, what breaks comes with the middle number; after it with the first.
`;

const groups = [
  ["breaking", "Breaking changes"],
  ["minor", "New"],
  ["patch", "Fixed"],
];

const ranks = ["patch", "minor", "major"];

/** Puts the section of a version before those that are there. */
export function addSection(root, section) {
  const before = readChangelog(root);
  const at = before.search(/^## /m);
  const [head, rest] = at === -1 ? [before, ""] : [before.slice(0, at), before.slice(at)];
  writeFileSync(
    join(root, "CHANGELOG.md"),
    `${head.trimEnd()}\n\n${section.trimEnd()}\n${rest === "" ? "" : `\n${rest}`}`,
  );
}

function readChangelog(root) {
  const path = join(root, "CHANGELOG.md");
  return existsSync(path) ? readFileSync(path, "utf8") : title;
}

/** What the changelog says of a version, without the heading; undefined when it says nothing. */
export function readSection(root, version) {
  const [, ...sections] = `\n${readChangelog(root)}`.split(/\n(?=## )/);
  const found = sections.find((section) => section.split("\n")[0].trim() === `## ${version}`);
  const text = found?.slice(found.indexOf("\n")).trim();
  return text === "" ? undefined : text;
}

/**
 * The section of a version. A change that has headings of its own comes first, as it is written. All
 * others are grouped by what they mean for users: one is breaking where its highest bump is major, or
 * where it says so in its first word, as what breaks before 1.0.0 does.
 */
export function renderSection(version, changes) {
  const isArticle = ({ summary }) => /^#{2,} /m.test(summary);
  const articles = changes.filter(isArticle).map(({ summary }) => summary.trim());
  const lists = groups.flatMap(([group, heading]) => {
    const entries = changes.filter((one) => !isArticle(one) && groupOf(one) === group);
    return entries.length === 0 ? [] : [`### ${heading}\n\n${entries.map(renderEntry).join("\n")}`];
  });
  return `${[`## ${version}`, ...articles, ...lists].join("\n\n")}\n`;
}

function groupOf({ summary, releases }) {
  const bump = ranks[Math.max(...releases.map(({ type }) => ranks.indexOf(type)))];
  if (bump === "major" || /^\W*breaking\b/i.test(summary)) return "breaking";
  return bump;
}

/** Who uses the command alone is told which changes are about the libraries. */
function renderEntry({ summary, releases }) {
  const names = releases.map(({ name }) => name);
  const isOfCommand = names.some((name) => name.endsWith("/cli"));
  const about = isOfCommand ? "" : `${names.map((name) => `\`${name}\``).join(", ")}: `;
  return `- ${about}${summary.trim()}`.replaceAll("\n", "\n  ").replaceAll(/^ +$/gm, "");
}
