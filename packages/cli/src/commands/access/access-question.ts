import type { Checked } from "@fleet/diagnostics";
import { createProblem } from "../../command/codes.ts";
import { type AskedVerb, readVerb } from "./access-names.ts";

/** A question about secret files: all of them, one, or those that somebody reads, with what else they can do. */
export type FileQuestion =
  | { readonly kind: "all" }
  | { readonly kind: "read"; readonly path: string }
  | { readonly kind: "of"; readonly who: string };

/** What can be asked about access. */
export type Question =
  | FileQuestion
  | { readonly kind: "who-can"; readonly verb: AskedVerb; readonly target: string }
  | {
      readonly kind: "why";
      readonly who: string;
      readonly verb: AskedVerb;
      readonly target: string;
    };

/** Reads what stands behind `fleet access`. */
export function readQuestion([word, ...rest]: readonly string[]): Checked<Question> {
  const [first, second, third] = rest;
  switch (word) {
    case undefined:
      return accept({ kind: "all" });
    case "of":
      return first !== undefined && rest.length === 1
        ? accept({ kind: "of", who: first })
        : misunderstood;
    case "who-can":
      return first !== undefined && second !== undefined && rest.length === 2
        ? withVerb(first, (verb) =>
            verb === "read"
              ? { kind: "read", path: second.replace(/^file:/, "") }
              : { kind: "who-can", verb, target: second },
          )
        : misunderstood;
    case "why":
      return first !== undefined && second !== undefined && third !== undefined
        ? withVerb(second, (verb) => ({ kind: "why", who: first, verb, target: third }))
        : misunderstood;
    default:
      return misunderstood;
  }
}

function withVerb(text: string, ask: (verb: AskedVerb) => Question): Checked<Question> {
  const verb = readVerb(text);
  return verb.ok ? accept(ask(verb.value)) : verb;
}

function accept(value: Question): Checked<Question> {
  return { ok: true, value, diagnostics: [] };
}

const misunderstood: Checked<never> = {
  ok: false,
  diagnostics: [
    createProblem("unknown-option", "This question is not known.", {
      help: "Write: fleet access, fleet access who-can read PATH, fleet access who-can root HOST, fleet access of WHO, or fleet access why WHO root HOST.",
    }),
  ],
};
