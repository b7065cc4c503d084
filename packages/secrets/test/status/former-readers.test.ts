import { describe, expect, it } from "vitest";
import { createFileComparison } from "../../src/comparison/file-status.ts";
import { reportStrangers } from "../../src/findings/former-readers.ts";
import { sampleFile, sampleKeyring, sampleRule } from "../support/sample-files.ts";

function report(files: Readonly<Record<string, readonly string[]>>, keyring = sampleKeyring) {
  const compare = createFileComparison(keyring);
  const statuses = Object.entries(files).map(([path, ids]) =>
    compare(sampleFile(path, ids), sampleRule(path, ["ada1"])),
  );
  return [...reportStrangers(statuses, keyring)];
}

describe("who can decrypt with a key that nobody declares", () => {
  it("is one finding for each of them, with the files and the way out", () => {
    const files = { "a b.yaml": ["ada1", "cyd1", "xyz1"], "c.yaml": ["cyd1", "mini0"] };
    expect(report(files)).toMatchObject([
      {
        code: "secrets/old-key",
        file: "c.yaml",
        message:
          'An old key of host:mini can still decrypt 1 file ("c.yaml"). mini0 is called so in ".sops.yaml"; the name is not verified.',
        help: expect.stringMatching(/If host:mini still has it, declare it instead\.$/),
      },
      {
        code: "secrets/unknown-recipient",
        message:
          'xyz1 can decrypt 1 file ("a b.yaml"): no user, host or operator is declared with this key, and it is not known whose it was.',
      },
      {
        code: "secrets/former-reader",
        file: "a b.yaml",
        message:
          'user:cyd, who is no longer declared, can still decrypt 2 files ("a b.yaml", "c.yaml"). cyd1 is called so in "fleet.lock.json"; the name is not verified.',
        help: "Run `fleet secrets sync` and `fleet secrets rotate`, change the secrets where they come from, then `fleet secrets acknowledge 'a b.yaml' c.yaml`.",
      },
    ]);
  });

  it("names a few of many files", () => {
    const many = Array.from({ length: 9 }, (_, index) => [`${index}.yaml`, ["cyd1"]] as const);
    const [found] = report(Object.fromEntries(many));
    expect(found?.message).toContain(
      '9 files ("0.yaml", "1.yaml", "2.yaml", "3.yaml", "4.yaml" and 4 more)',
    );
  });

  it("counts files that no rule is about beside the others, and not alone", () => {
    const compare = createFileComparison(sampleKeyring);
    const unruled = compare(sampleFile("users/cyd.yaml", ["cyd1", "xyz1"]), undefined);
    const ruled = compare(sampleFile("a.yaml", ["cyd1"]), sampleRule("a.yaml", ["ada1"]));
    expect([...reportStrangers([unruled], sampleKeyring)]).toEqual([]);
    const [found] = reportStrangers([ruled, unruled], sampleKeyring);
    expect(found?.message).toMatch(
      /not verified\. So it is with 1 file \("users\/cyd\.yaml"\) that no rule is about\.$/,
    );
  });

  it("quotes a name that is no reader's", () => {
    const former = new Map([["cyd1", { reader: "user:ada\n(an admin)", source: ".sops.yaml" }]]);
    const [found] = report({ "a.yaml": ["cyd1"] }, { ...sampleKeyring, former });
    expect(found?.message).toMatch(/^"user:ada\\n\(an admin\)", who is no longer declared, can/);
  });
});
