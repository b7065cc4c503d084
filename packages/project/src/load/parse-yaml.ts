import type { Diagnostic, Outcome } from "@fleet/diagnostics";
import { describeThrown, positionAt } from "@fleet/diagnostics";
import { type Document, parseDocument, visit, type YAMLError } from "yaml";
import { createProblem } from "../codes.ts";

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
    return fail(describeConversion(error, findUnresolvedAlias(document), { text, file }));
  }
}

function describeConversion(
  error: unknown,
  alias: number | undefined,
  { text, file }: { readonly text: string; readonly file: string },
): Diagnostic {
  if (alias !== undefined) {
    const message = "This alias stands for nothing: no anchor above it has its name.";
    const help = "Write the anchor (&name) at what is meant, further up, or correct the name.";
    return createProblem("yaml-problem", message, {
      file,
      position: positionAt(text, alias),
      help,
    });
  }
  if (error instanceof ReferenceError) {
    // Aliases of aliases can make gigabytes of a few lines; the parser gives up on them.
    const message = "Its aliases stand for others, and together for more than anybody writes.";
    return createProblem("yaml-problem", message, { file, help: "Write out what they stand for." });
  }
  const help = "Take out merge keys (<<) and levels that are not needed.";
  return createProblem("yaml-problem", describeThrown(error), { file, help });
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
  const place = { file, position };
  if (error.code === "TAG_RESOLVE_FAILED") {
    const help = "Take the tag out: a declaration is lists, objects, texts and numbers.";
    return createProblem("yaml-problem", error.message, { ...place, help });
  }
  if (error.code === "MULTIPLE_DOCS") {
    const message = "Another document begins here, and a config is one.";
    return createProblem("syntax-error", message, { ...place, help: "Delete the line `---`." });
  }
  // The parser calls itself for each level, and reports what JavaScript says when that is too much.
  if (/stack overflow|call stack/i.test(error.message)) {
    return createProblem("syntax-error", "It is nested too deeply.", {
      ...place,
      help: "Take levels out.",
    });
  }
  const help = "Check the indentation (spaces, no tabs), the quotes and the brackets up to here.";
  return createProblem("syntax-error", error.message, { ...place, help });
}

function fail(diagnostic: Diagnostic): Outcome<unknown> {
  return { value: undefined, diagnostics: [diagnostic] };
}
