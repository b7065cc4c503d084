import { stripTypeScriptTypes } from "node:module";
import { extname } from "pathe";

/** What Node is to make of a module's bytes. */
export interface ModuleSource {
  readonly format: "json" | "module" | "module-typescript";
  readonly source: string | Uint8Array;
}

/**
 * How to run a local file of the config; undefined to let Node decide. A `.ts` or `.js` file is
 * a module, whatever the folder's `package.json` says, unless it is plainly CommonJS; and TypeScript
 * that has to be compiled, not only stripped of its types, is. What `isPlain` needs neither.
 */
export function chooseModuleSource(
  url: string,
  path: string,
  bytes: Uint8Array,
  { isPlain = false }: { readonly isPlain?: boolean } = {},
): ModuleSource | undefined {
  const extension = extname(path);
  if (extension === ".json") return { format: "json", source: bytes };
  if (extension === ".mjs") return { format: "module", source: bytes };
  if (![".ts", ".mts", ".js"].includes(extension)) return undefined;
  const text = new TextDecoder().decode(bytes);
  if (extension !== ".mts" && commonSyntax.test(text) && !moduleSyntax.test(text)) return undefined;
  if (extension === ".js" || isPlain) return { format: "module", source: bytes };
  const compiled = compiledSyntax.test(text) ? compile(url, text) : undefined;
  if (compiled !== undefined) return { format: "module", source: compiled };
  return { format: "module-typescript", source: bytes };
}

/**
 * Whether a module means the same as JavaScript and as TypeScript if it is JavaScript at all: a `<` may be a
 * comparison in the one, and begin types in the other. That of a comment is none, where it is plain that it is one.
 */
export function mayBePlain(text: string): boolean {
  return !text.replace(lineComments, "$<code>").includes("<");
}

/** Neither a string nor a regular expression can hold what looks like a comment here; the text of a template may. */
const lineComments = /^(?<code>[^"'`/\n]*)\/\/.*$/gm;

const moduleSyntax = /(?:^|[;}])[ \t\ufeff]*(?:import|export)\b/m;

const commonSyntax = /\b(?:module\.exports|exports\.|require\()/;

/** A hint, no proof: the words that come with syntax that has a meaning at run time. */
const compiledSyntax =
  /\b(?:enum|namespace|constructor)\b|\bmodule\s+\w|\bimport\s+\w+\s*=|\bexport\s*=/;

function compile(url: string, text: string): string | undefined {
  return withoutWarnings(() => {
    try {
      stripTypeScriptTypes(text);
      return undefined;
    } catch (error) {
      if (!isUnsupportedSyntax(error)) return undefined;
    }
    process.setSourceMapsEnabled(true);
    return stripTypeScriptTypes(text, { mode: "transform", sourceMap: true, sourceUrl: url });
  });
}

function isUnsupportedSyntax(error: unknown): boolean {
  const code: unknown = error instanceof Error ? Reflect.get(error, "code") : undefined;
  return code === "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX";
}

/** Node warns that the API is experimental, which is nothing to the one who runs the command. */
export function withoutWarnings<T>(action: () => T): T {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return action();
  } finally {
    process.emitWarning = emitWarning;
  }
}
