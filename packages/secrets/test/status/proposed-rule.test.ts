import { describe, expect, it } from "vitest";
import type { SecretFile } from "../../src/files/secret-file.ts";
import { renderSopsYaml } from "../../src/sops-yaml/sops-yaml.ts";
import { compareRepository } from "../../src/status/status.ts";
import { family, makeFleet, recipientOf, resolveMade } from "../support/fleet.ts";
import { sampleFile } from "../support/sample-files.ts";

const secrets = resolveMade(makeFleet(family)).value;
const [keith, traci, recovery, nobody] = ["user keith", "user traci", "recovery", "nobody"].map(
  recipientOf,
);
const vault = "hc_vault:https://vault.example/v1/transit/keys/fleet";

/** What is said of a file that no rule is about. */
function helpFor(ids: readonly (string | undefined)[], header: object = {}): string {
  const file = sampleFile(
    "elsewhere/x y.yaml",
    ids.map((id) => id ?? ""),
  );
  const changed: SecretFile = { ...file, header: file.header && { ...file.header, ...header } };
  const { diagnostics } = compareRepository(secrets, {
    files: [changed],
    sopsYaml: renderSopsYaml(secrets),
    wantedSopsYaml: renderSopsYaml(secrets),
    otherConfigs: [],
    uses: [],
    keys: new Map(),
    hostKeys: new Map(),
  });
  return diagnostics.find(({ code }) => code === "secrets/no-rule")?.help ?? "";
}

const declare = "Declare one for those who read it now, in `secrets.files`: ";
const move = "Or move it to where a rule is about it.";

describe("the rule that is proposed for a file without one", () => {
  it.each([
    ["some", [traci, keith], 'readers: ["user:keith", "user:traci"], operators: false'],
    ["some and every operator", [keith, recovery], 'readers: ["user:keith"]'],
    ["the operators alone", [recovery], 'readers: ["operators"]'],
  ])("lets in those who can read it: %s", (_, ids, readers) => {
    expect(helpFor(ids)).toBe(`${declare}{ path: "elsewhere/x y.yaml", ${readers} }. ${move}`);
  });

  it("leaves out whom nobody declares, and says so", () => {
    expect(helpFor([keith, nobody])).toContain("operators: false }. Left out: age1");
    expect(helpFor([keith])).not.toContain("Left out");
    expect(helpFor([nobody])).toBe(
      `Nobody who can read it is declared: declare a rule with those who should, in \`secrets.files\`. ${move}`,
    );
  });

  it("keeps the groups that have somebody, and wants no more of them than there are", () => {
    const groups = [[keith], [traci], [nobody]].map((ids) =>
      sampleFile(
        "a",
        ids.map((id) => id ?? ""),
      ).header?.groups.flat(),
    );
    expect(helpFor([], { groups, threshold: 3 })).toContain(
      'groups: [["user:keith"], ["user:traci"]], threshold: 2 }',
    );
    expect(helpFor([], { groups: groups.slice(0, 2), threshold: undefined })).toContain(
      "threshold: 2 }",
    );
  });

  it("keeps which values are encrypted, where it is not as usual", () => {
    const cryptRule = { field: "encrypted_regex", value: "^data$" };
    expect(helpFor([keith], { cryptRule })).toContain(
      ', cryptRule: { field: "encrypted_regex", value: "^data$" } }.',
    );
    expect(helpFor([keith])).not.toContain("cryptRule");
    const suffix = { field: "unencrypted_suffix", value: "_open" };
    expect(helpFor([keith], { cryptRule: suffix })).toContain('value: "_open"');
  });
});

describe("a file that only keys open which fleet does not use", () => {
  it("is told how it gets other readers, and how it is made anew", () => {
    const help = helpFor([vault]);
    expect(help).toContain(
      `No other key opens it. If it is yours, name it in the file's rule (readers: ["${vault}", …])`,
    );
    expect(help).toContain("`rm 'elsewhere/x y.yaml'`");
  });

  it("is none where another key opens it, or none does", () => {
    expect(helpFor([vault, keith])).not.toContain("No other key");
    expect(helpFor([])).not.toContain("No other key");
  });
});
