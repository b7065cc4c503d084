import { parseFleet, resolveFleet } from "@fleet/core";
import { nodeWorld } from "@fleet/project/node";
import { renderSopsYaml, resolveSecrets } from "@fleet/secrets";
import { testdir } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { adopt } from "../support/adopted.ts";
import { encryptBySops, makeRecipient } from "../support/tools.ts";

const names = ["ada", "ben", "rescue", "web", "mini"] as const;

describe("a .sops.yaml that fleet writes for what was adopted", () => {
  it("makes sops encrypt new files to the same readers as the one that was there", {
    timeout: 60_000,
  }, () => {
    const keys = names.map((name) => `  - &${name} ${makeRecipient()}\n`).join("");
    const text = `keys:
${keys}
creation_rules:
  - path_regex: hosts/web/secrets.ya?ml$
    key_groups: [{ age: [*web, *ada, *rescue] }]
  - path_regex: hosts/mini/secrets.ya?ml$
    key_groups: [{ age: [*mini, *ada, *rescue] }]
  - path_regex: hosts/common/.*secrets.ya?ml$
    key_groups: [{ age: [*web, *mini, *ada, *rescue] }]
  - path_regex: (apps/.*\\.json$|apps\\.yaml$)
    key_groups: [{ age: [*ben, *rescue] }]
  - path_regex: secrets/[^/]+\\.(yaml|json)$
    key_groups: [{ age: [*ada, *ben] }]
  - path_regex: secrets/.*
    key_groups: [{ age: [*rescue] }]
`;
    const before = testdir({ ".sops.yaml": text });
    const { proposal } = adopt(nodeWorld(), testdirWith(before));
    const fleet = parseFleet(proposal.declaration).value;
    if (fleet === undefined) throw new Error("no fleet");
    const surroundings = { files: new Set<string>(), tracked: undefined, contents: new Map() };
    const secrets = resolveSecrets(fleet, resolveFleet(fleet, surroundings).value).value;
    const after = testdir({ ".sops.yaml": renderSopsYaml(secrets) ?? "" });
    const tried = [
      "hosts/web/secrets.yaml",
      "hosts/web/secrets.yml",
      "hosts/mini/secrets.yaml",
      "hosts/nas/secrets.yaml",
      "hosts/common/secrets.yaml",
      "hosts/common/web-secrets.yml",
      "hosts/common/deep/er/secrets.yaml",
      "apps/new/one.json",
      "apps.yaml",
      "secrets/new.yaml",
      "secrets/new.json",
      "secrets/new.txt",
      "secrets/deep/new.yaml",
      "elsewhere.yaml",
    ];
    for (const path of tried) {
      expect([path, readersOf(after, path)]).toEqual([path, readersOf(before, path)]);
    }
    expect(readersOf(before, "secrets/new.yaml")).toHaveLength(2);
  });
});

/** A repository whose files are made by sops itself. */
function testdirWith(folder: string): string {
  const nodes = ["hosts/web/secrets.yaml", "secrets/a.yaml", "apps/x.json"];
  const world = nodeWorld();
  for (const path of nodes) {
    const text = encryptBySops(folder, path)?.text ?? "";
    world.disk.makeFolder(`${folder}/${path}`.replace(/\/[^/]*$/, ""));
    world.disk.create(`${folder}/${path}`, new TextEncoder().encode(text));
  }
  return folder;
}

function readersOf(folder: string, path: string): readonly string[] | undefined {
  const found = encryptBySops(folder, path)?.text.match(/age1[a-z0-9]+/g);
  return found === undefined ? undefined : [...new Set(found)].sort();
}
