import type { Diagnostic } from "@fleet/diagnostics";
import type { NixEvaluator } from "@fleet/nix-eval";

/**
 * An evaluator that says the same, but for the values which Nix and the module system quote in their reasons: a
 * definition that is of no use may be a password, or hold one.
 */
export function hideValues(evaluate: NixEvaluator["evaluate"]): NixEvaluator["evaluate"] {
  return async (request) => {
    const result = await evaluate(request);
    return { ...result, diagnostics: result.diagnostics.map(hideIn) };
  };
}

function hideIn(finding: Diagnostic): Diagnostic {
  const { message, help } = finding;
  return { ...finding, message: hideText(message), ...(help ? { help: hideText(help) } : {}) };
}

/** As `showDefs` of nixpkgs' lib writes definitions: on the line of the file, or on lines that are set in. */
const definition = /^(- In [`'].*?'):(?: .*|$)(?:\n {4}.*)*/gm;

/** As Nix since 2.20 says what it found instead of what it takes. */
const foundInstead =
  /(\bbut found an? [^:\n]{1,40}|\bcannot coerce an? [^:\n]{1,40}? to a string): [^\n]*/g;

function hideText(text: string): string {
  return text.replaceAll(definition, "$1").replaceAll(foundInstead, "$1");
}
