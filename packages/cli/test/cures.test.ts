import { secretsCodes } from "@fleet/secrets/codes";
import { sopsCodes } from "@fleet/sops/codes";
import { describe, expect, it } from "vitest";
import { fileCures } from "./cures/file-cures.ts";
import { findingsIn, followHelp } from "./cures/printed-cure.ts";
import { readerCures } from "./cures/reader-cures.ts";
import { valueCures } from "./cures/value-cures.ts";

const cures = { ...valueCures, ...fileCures, ...readerCures };

describe("the cure", () => {
  const cases = Object.entries(cures).flatMap(([code, states]) =>
    states.map(([what, state]) => ({ code, what, state })),
  );
  it.each(cases)(
    "of $code $what runs as it is printed, and the finding is gone",
    async ({ code, state }) => {
      const folder = await state.build();
      const help = (await findingsIn(folder, state.command)).get(code);
      expect(help, "there is the finding").toBeDefined();
      await state.edit?.(folder, help ?? "");
      await followHelp(folder, help ?? "", state.means);
      expect([...(await findingsIn(folder, state.command)).keys()]).not.toContain(code);
    },
  );
});

/** Codes whose cure no test can run, by the reason. */
const untried: Readonly<Record<string, readonly string[]>> = {
  "The declaration is changed by hand, to what its author means.": Object.entries(
    secretsCodes.entries,
  ).flatMap(([code, { stage }]) => (stage === "declared" && !(code in cures) ? [code] : [])),
  "What is not declared yet is for its author to declare.": ["no-secrets"],
  "A .sops.yaml that people wrote is changed by hand, to what they mean.": [
    "unknown-sops-key",
    "nested-config",
    "regex-not-re2",
    "regex-unanchored",
    "regex-looks-like-glob",
    "regex-unescaped-dot",
    "shadowed-rule",
    "unreachable-rule",
    "dead-rule",
    "matched-only-by-fallback",
    "ignored-keys",
    "ambiguous-sops-yaml",
  ],
  "A file gets the name that its author means.": ["format-mismatch"],
  "Whether a key lies where it is meant to lie, its owner decides.": ["transitive-access"],
  "Which tool owns a file, its author decides.": ["ignored-file", "owned-by-two", "unused-ignore"],
  "clan's own commands mend it, which need Nix and a clan; test/secrets-clan.test.ts does what they do.":
    ["bad-clan-key", "clan-host-without-key", "clan-layout", "clan-stranger", "other-clan-key"],
  "Whether what is called like a key is one, and whose, its owner knows.": ["likely-key"],
  "The lock file comes back from git, and there is no command for it.": ["bad-record"],
  "Needs a program that is not here, or the hardware of a key.": [
    "no-plugin",
    "no-sops",
    "old-sops",
    "no-identity",
    "network-key",
  ],
  "The command is called another way, or once more.": [
    "busy",
    "bad-date",
    "unknown-file",
    "sops-failed",
    "operator-would-lose-access",
  ],
  "The cure is that of another finding about the same file.": ["left-alone"],
  "Somebody who trusts a config runs it; test/told-secrets.test.ts does.": [
    "no-fleet-json",
    "outdated-fleet-json",
  ],
  "Another file is made, by whoever knows what it is for.": ["too-large"],
};

it("every code has a cure that is tried, or a reason why none can be", () => {
  const known = [...Object.keys(secretsCodes.entries), ...Object.keys(sopsCodes.entries)];
  const told = [...Object.keys(cures), ...Object.values(untried).flat()];
  expect([...told].sort()).toEqual([...new Set(known)].sort());
});
