import type { Diagnostic, Outcome } from "@fleet/core";
import { type Document, parseDocument, visit, type YAMLError } from "yaml";
import { positionAt } from "./line-column.ts";
import { createProblem, describeThrown } from "./problem.ts";

/** How YAML is read: version 1.2, with merge keys (`<<`), which fleets use to repeat themselves less. */
export const yamlOptions = { prettyErrors: false, merge: true, uniqueKeys: true } as const;

/** Parses the one document of a YAML text. Keys that come twice are errors. */
export function parseYaml(text: string, file: string): Outcome<unknown> {
  const document = parseDocument(text, yamlOptions);
  const problems = [...document.errors, ...document.warnings].map((error) =>
    describeYamlError(error, text, file),
  );
  if (problems.length > 0) return { value: undefined, diagnostics: problems };
  try {
    const value: unknown = document.toJS();
    if (value !== null && value !== undefined) return { value, diagnostics: [] };
    const help = "Declare `users` and `hosts` in it.";
    return fail(createProblem("empty-config", "The config is empty.", { file, help }));
  } catch (error) {
    // Aliases of aliases can make gigabytes of a few lines; the parser gives up on them here.
    const alias = findUnresolvedAlias(document);
    const place = alias === undefined ? { file } : { file, position: positionAt(text, alias) };
    return fail(createProblem("yaml-problem", describeThrown(error), place));
  }
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

function describeYamlError(error: YAMLError, text: string, file: string): Diagnostic {
  const position = positionAt(text, error.pos[0]);
  if (error.code === "DUPLICATE_KEY") {
    return createProblem("duplicate-key", "The same key stands above already.", {
      file,
      position,
      help: "Keep one of the two, or rename one.",
    });
  }
  if (error.code === "TAG_RESOLVE_FAILED") {
    return createProblem("yaml-problem", error.message, { file, position });
  }
  return createProblem("syntax-error", error.message, { file, position });
}

function fail(diagnostic: Diagnostic): Outcome<unknown> {
  return { value: undefined, diagnostics: [diagnostic] };
}
