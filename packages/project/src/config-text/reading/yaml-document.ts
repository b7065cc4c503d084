import { type Document, parseDocument, visit, type YAMLError } from "yaml";
import type { ConfigProblem } from "../config-text-types.ts";
import { findKeyProblems } from "./yaml-keys.ts";

/** A YAML text as it was parsed, once. */
export interface YamlDocument {
  readonly document: Document;
  readonly value: unknown;
  readonly problems: readonly ConfigProblem[];
}

/**
 * Parses the one document of a YAML text: version 1.2, with merge keys (`<<`), which fleets use to
 * repeat themselves less. Keys that come twice are errors. The tokens are kept to edit between them.
 */
export function parseYamlDocument(text: string): YamlDocument {
  const options = { prettyErrors: false, merge: true, uniqueKeys: false, keepSourceTokens: true };
  const document = parseDocument(text, options);
  const told = [...document.errors, ...document.warnings].map(describeYamlError);
  const problems = [...told, ...findKeyProblems(document, { hasErrors: told.length > 0 })];
  if (problems.length > 0) return { document, value: undefined, problems };
  try {
    const value: unknown = document.toJS();
    if (value !== null && value !== undefined) return { document, value, problems };
    const help = "Declare `users` and `hosts` in it.";
    const empty = { code: "empty-config", message: "The config is empty.", help } as const;
    return { document, value: undefined, problems: [empty] };
  } catch (error) {
    return { document, value: undefined, problems: [describeConversion(error, document)] };
  }
}

function describeConversion(error: unknown, document: Document): ConfigProblem {
  const code = "yaml-problem";
  const offset = findUnresolvedAlias(document);
  if (offset !== undefined) {
    const message = "This alias stands for nothing: no anchor above it has its name.";
    const help = "Write the anchor (&name) at what is meant, further up, or correct the name.";
    return { code, offset, message, help };
  }
  if (error instanceof ReferenceError) {
    // Aliases of aliases can make gigabytes of a few lines; the parser gives up on them.
    const message = "Its aliases stand for others, and together for more than anybody writes.";
    return { code, message, help: "Write out what they stand for." };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { code, message, help: "Take out merge keys (<<) and levels that are not needed." };
}

function findUnresolvedAlias(document: Document): number | undefined {
  let offset: number | undefined;
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document) !== undefined) return undefined;
      offset = alias.range?.[0];
      return visit.BREAK;
    },
  });
  return offset;
}

function describeYamlError(error: YAMLError): ConfigProblem {
  const { message } = error;
  const offset = error.pos[0];
  if (error.code === "TAG_RESOLVE_FAILED") {
    const help = "Take the tag out: a declaration is lists, objects, texts and numbers.";
    return { code: "yaml-problem", offset, message, help };
  }
  const code = "syntax-error";
  if (error.code === "MULTIPLE_DOCS") {
    const begins = "Another document begins here, and a config is one.";
    return { code, offset, message: begins, help: "Delete the line `---`." };
  }
  // The parser calls itself for each level, and reports what JavaScript says when that is too much.
  if (/stack overflow|call stack/i.test(message)) {
    return { code, offset, message: "It is nested too deeply.", help: "Take levels out." };
  }
  const help = "Check the indentation (spaces, no tabs), the quotes and the brackets up to here.";
  return { code, offset, message, help };
}
