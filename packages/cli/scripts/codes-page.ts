import { type Codes, compareNames, indexCodes, renderMarkdown } from "@fleet/diagnostics";

const introduction = `# Codes

Every finding has a code that stays, such as \`core/unknown-user\`, so that scripts may match on it. Its first
half is an area, not a package. \`fleet explain core/unknown-user\` shows the page of one, of the common ones with
an example and the same mended. This page is written from the catalogues in the sources, by
\`npm run codes --workspace @fleet/cli\`.

- **severity**: how grave a finding is, unless the declaration's policy or what was found says otherwise. Only
  errors stop anything. A warning that is a *choice* is a matter of taste or purpose: \`policy.accept\` in the
  declaration can accept it, place by place.
- **stage**: what it is about. \`declared\`: the declaration itself, and what it is computed from; its errors
  alone stop \`generate\`. \`disk\`: other files, git, output that is out of
  date or was edited. \`secrets\`: secret files. \`access\`: access tests. \`date\`: what ends or has ended.
  \`run\`: the command, such as wrong use or a program that is missing.
- **exit**: the exit code of a command that found it, alone: 1 for a finding, 2 where the command could not do its
  work, 0 for a warning.
`;

/** The page of all codes of some catalogues: a table for each area, both in order. */
export function renderCodesPage(catalogues: readonly Codes<string, never>[]): string {
  const areas = Map.groupBy(indexCodes(catalogues), ([code]) => code.slice(0, code.indexOf("/")));
  const tables = [...areas]
    .sort(([a], [b]) => compareNames(a, b))
    .map(([area, entries]) => {
      const rows = entries
        .sort(([a], [b]) => compareNames(a, b))
        .map(([code, { severity, choice, stage, exit = 1, when }]) => {
          const grave = choice === true ? `${severity}, choice` : severity;
          return [code, grave, stage, severity === "error" ? String(exit) : "0", when];
        });
      const head = ["code", "severity", "stage", "exit", "when"];
      return `\n## ${area}\n\n${renderMarkdown({ head, rows }, { prose: head.slice(1) })}`;
    });
  return `${introduction}${tables.join("")}`;
}
