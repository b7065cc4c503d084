import type { NixProblem } from "./codes.ts";

/** What to do about a problem, when nothing more is known than which it is, and the words of Nix. */
export function describeRemedy(problem: NixProblem, message = ""): string {
  // "mkForce", as the module system proposes, would hide that the declaration is wrong.
  if (conflict.test(message)) {
    return 'One of them is the declaration\'s (fleet.json): mend the declaration and run "fleet generate", or take the other out.';
  }
  return remedies[problem] ?? 'Look at the whole way to it with "nix eval --show-trace".';
}

/** Two modules set an option, of which one is fleet's own, in the words of `lib.modules` in nixpkgs. */
const conflict = /has conflicting definition values:\n.*- In `[^\n]*\bfleet\.json, hosts\./s;

const remedies: { readonly [problem in NixProblem]?: string } = {
  "failed-assertion": "Change what the assertion looks at, or the assertion.",
  "fetch-failed":
    'Mend the connection or the address. Or put a copy on the disk and name it to Nix, behind "--": "fleet verify -- --override-input NAME path:/DIRECTORY".',
  impure: 'Evaluate it impurely, or let the path lie in the flake and start with "./".',
  "infinite-recursion":
    'A value needs itself: often "config" decides on "imports", or an option is defined by its own value.',
  killed:
    "SIGKILL often means that the system ran out of memory, SIGSEGV that Nix itself has a fault.",
  "missing-attribute": 'Look which names are there: "builtins.attrNames" lists them.',
  "not-json":
    'Select an attribute that is data in UTF-8, or apply a function that makes data of the value ("builtins.attrNames").',
  "out-of-memory": "Select less of the value, or evaluate on a machine with more memory.",
  "stack-overflow": "A function calls itself without end, or the value contains itself.",
  "syntax-error":
    "Mend the Nix text there; often a semicolon, a quote or a bracket is missing on the line before.",
  throw: 'Do as the message says; "nix eval --show-trace" shows how Nix got there.',
  "undefined-variable": 'Mend its spelling, or add it to a "let" or to the function\'s arguments.',
};
