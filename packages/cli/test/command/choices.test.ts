import type { CodeEntry } from "@fleet/diagnostics";
import { expect, it } from "vitest";
import { catalogues } from "../../src/command/codes.ts";

/** The warnings that nobody can accept, by the reason. One that is a matter of taste or purpose is a `choice`. */
const noChoice: Readonly<Record<string, readonly string[]>> = {
  "It is about what is accepted, or when that ends.": [
    "core/unused-acceptance",
    "core/acceptance-ends",
  ],
  "It is about a day that comes, whatever anybody chooses.": ["core/account-ends"],
  "Something was not looked at, so that nobody knows what is there.": ["cli/files-unread"],
  "A machine that exists does not do what is declared, until somebody does something on it.": [
    "cli/uid-allotted",
    "cli/uid-returns",
    "cli/uid-changes",
    "cli/login-changes",
    "cli/home-moves",
    "cli/state-version-changes",
    "verify/deleted-account",
  ],
  "To mend it takes one word away, and nobody could mean it.": [
    "core/repeated-item",
    "core/selects-no-host",
    "core/empty-root-entry",
    "core/root-off-system",
    "cli/leftover-file",
  ],
  "It is what Nix says, in its own words, which change.": [
    "nix-eval/warning",
    "verify/nix-warning",
  ],
  "It says what is left to do of a change, once.": ["life/interrupted", "life/unlisted-files"],
  "It says what an import could not read, and no declaration is there yet that could accept it.": [
    "import/same-name",
    "import/broken-part",
    "import/unreadable-option",
    "import/unasked-value",
    "import/unread-key-file",
    "import/unread-inventory",
    "import/unread-source",
    "import/unread-agenix",
    "import/odd-output",
  ],
  "Nix arrives at more than what was computed, so that fleet does not know who can do what.": [
    "verify/unexpected-home",
    "verify/unknown-account",
    "verify/unexpected-code-server",
  ],
  "It says what to do, and goes once it is done or acknowledged.": [
    "core/moved-secrets",
    "secrets/untracked-secret",
    "secrets/revocation-debt",
    "verify/missing-node",
    "verify/other-version",
  ],
  "It says of a deployment that was agreed to what others should know, and is about that run alone.":
    [
      "cli/uncommitted",
      "cli/foreign-folder",
      "cli/secret-behind",
      "cli/untold-options",
      "cli/engine-not-input",
      "cli/no-hardware-file",
    ],
  "sops reads a `.sops.yaml` otherwise than whoever wrote it by hand, which is an error of its own.":
    [
      "secrets/regex-unanchored",
      "secrets/regex-unescaped-dot",
      "secrets/dead-rule",
      "secrets/matched-only-by-fallback",
      "secrets/recipient-has-comment",
    ],
};

it("every warning is a matter of choice, or there is a reason why it is none", () => {
  const warnings = catalogues.flatMap(({ area, entries }) =>
    Object.entries<CodeEntry>(entries).flatMap(([problem, { severity, choice }]) =>
      severity === "warning" && choice !== true ? [`${area}/${problem}`] : [],
    ),
  );
  const explained = new Set(Object.values(noChoice).flat());
  expect(warnings.filter((code) => !explained.has(code))).toEqual([]);
});
