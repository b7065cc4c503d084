import { quote, showLine } from "@fleet/diagnostics";
import type { EditorGuide, EditorSetup } from "@fleet/project/internal";
import { describeFileChange } from "./generation/generation.ts";

/** How a setup is shown. */
export interface ShownEditor {
  /** Whether files are written; else it is said what would be. */
  readonly isWriting: boolean;
  /** What comes before paths. */
  readonly prefix: string;
  /** The version of the command. */
  readonly version: string;
}

/** The file that a config in YAML or JSON is checked by. */
const schemaPath = ".fleet/fleet.schema.json";

/** Says file by file what was or would be done, what leads editors to it, and what is left to do. */
export function renderEditor(setup: EditorSetup, shown: ShownEditor): string {
  const { isWriting, prefix } = shown;
  const lines = setup.changes.map(({ kind, path }) =>
    describeFileChange({ kind, path: `${prefix}${path}` }, isWriting),
  );
  return [...lines, ...describeGuide(setup, shown)].map((line) => `${showLine(line)}\n`).join("");
}

/** The same for programs. */
export function describeEditor({ config, guide, changes }: EditorSetup, isWriting: boolean) {
  const { kind, file, missing, installed } = guide;
  return {
    written: isWriting,
    config: config.name,
    files: changes.map(({ path, kind: change }) => ({ path, change })),
    guide: {
      kind,
      file,
      add: config.kind === "script" ? (missing ?? null) : kind === "incomplete" ? schemaPath : null,
      installed: installed?.version ?? null,
    },
  };
}

function describeGuide({ config, guide, changes }: EditorSetup, shown: ShownEditor): string[] {
  const file = `${shown.prefix}${guide.file}`;
  switch (guide.kind) {
    case "written":
      return shown.isWriting
        ? [
            `Commit ${file}. ${
              // In a folder that another program has there, what is ignored is for that to say.
              changes.some(({ path }) => path === ".fleet/.gitignore")
                ? "Git ignores .fleet: whoever"
                : "Have git ignore .fleet/types. Whoever"
            } clones the repository runs fleet editor once.`,
          ]
        : [];
    case "right":
      return [`${file} leads editors to it already.`];
    case "elsewhere":
      return [
        config.kind === "script"
          ? `${file} leads @fleet/core to a file of your own: nothing is needed.`
          : `${file} names a schema of your own: nothing is needed.`,
      ];
    case "installed":
      return describeInstalled(guide, shown.version);
    case "incomplete":
      return config.kind === "script"
        ? ["", ...describeMissing(guide, file)]
        : ["", ...describeSchemaLine(config.kind, file)];
    default:
      return guide.kind satisfies never;
  }
}

function describeInstalled({ installed }: EditorGuide, version: string): string[] {
  const found = installed?.version;
  const other =
    found === undefined || found === version
      ? []
      : [`It is of version ${quote(found)}, and this command of ${quote(version)}.`];
  return ["@fleet/core is installed in node_modules: nothing is needed.", ...other];
}

function describeMissing({ missing, problems }: EditorGuide, file: string): string[] {
  const text = JSON.stringify(missing ?? {}, null, 2).replaceAll(
    /\[\n\s+("[^"\n]*")\n\s+\]/g,
    "[$1]",
  );
  const [, ...body] = text.split("\n").slice(0, -1);
  return [
    ...problems.map((problem) => `Of ${file} not all is known: ${problem}.`),
    `${file} is yours, and fleet does not change it. It has to say:`,
    "",
    ...body,
  ];
}

function describeSchemaLine(kind: "json" | "yaml", file: string): string[] {
  return [
    kind === "yaml"
      ? `${file} is yours, and fleet does not change it. Write as its first line:`
      : `${file} is yours, and fleet does not change it. Write as its first key:`,
    "",
    kind === "yaml"
      ? `# yaml-language-server: $schema=${schemaPath}`
      : `  "$schema": "./${schemaPath}",`,
  ];
}
