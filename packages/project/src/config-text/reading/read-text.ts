import type { ConfigProblem, ConfigSource } from "../config-text-types.ts";
import type { TextTree } from "../tree/text-tree.ts";
import { scanJson } from "./json-scan.ts";

/** A text that was read once, as far as its value needs it. */
export interface TextReading {
  readonly source: ConfigSource;
  readonly value: unknown;
  readonly problems: readonly ConfigProblem[];
  readonly readTree: () => Promise<TextTree | undefined>;
}

/** Reads a text, as far as its value needs it. */
export async function readText(source: ConfigSource): Promise<TextReading> {
  const kind = kindOf(source);
  const { text } = source;
  if (kind === "yaml") {
    const { parseYamlDocument } = await import("./yaml-document.ts");
    const { document, value, problems } = parseYamlDocument(text);
    const readTree = async () => (await import("./read-yaml.ts")).readYamlTree(text, document);
    return { source, value, problems, readTree };
  }
  if (kind === "json") {
    const { value, problems } = parseJson(text);
    const readTree = async () => {
      // What is no JSON has no tree: its problems have their places.
      if (value === undefined) return undefined;
      return (await import("./read-json.ts")).readJsonTree(text);
    };
    return { source, value, problems, readTree };
  }
  const readTree = async () => (await import("./read-script.ts")).readScriptTree(source);
  return { source, value: undefined, problems: [], readTree };
}

/** The format of a text, which its name says. */
export function kindOf({ name }: ConfigSource): "yaml" | "json" | "script" {
  if (/\.ya?ml$/.test(name)) return "yaml";
  return name.endsWith(".json") ? "json" : "script";
}

interface JsonReading {
  readonly value: unknown;
  readonly problems: readonly ConfigProblem[];
}

/** Parses a JSON text. Keys that come twice are errors, for all but the last would be lost. */
function parseJson(source: string): JsonReading {
  const mark = source.startsWith("\ufeff") ? 1 : 0;
  const text = source.slice(mark);
  if (text.trim() === "") {
    const help = 'Declare "users" and "hosts" in it.';
    const problem = { code: "empty-config", message: "The config is empty.", help } as const;
    return { value: undefined, problems: [problem] };
  }
  const { mistake, duplicates } = scanJson(text);
  if (mistake !== undefined) {
    const problem = { code: "syntax-error", ...mistake, offset: mistake.offset + mark } as const;
    return { value: undefined, problems: [problem] };
  }
  const problems = duplicates.map(({ key, offset }) => ({
    code: "duplicate-key" as const,
    offset: offset + mark,
    message: `The key ${JSON.stringify(key)} stands above already.`,
    help: "Keep one of the two, or rename one.",
  }));
  const value: unknown = problems.length > 0 ? undefined : JSON.parse(text);
  return { value, problems };
}
