import { memoryWorld, projectOf } from "@fleet/project";
import { expect, it } from "vitest";
import { readSops } from "../../src/keys/read-sops.ts";
import { compareFiles } from "../../src/proof/compare-files.ts";
import { encryptedFor } from "../support/keys.ts";

const ada = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";
const mini = "age1a8pk4akrdamj7nvqy3zywgtny8dxz7t5xzu7u8v9mhrayp9freqsqatyrs";

const secretsOf = async (secrets: object) => {
  const { fleet } = await projectOf({
    users: { ada: { ageKeys: [ada], home: "none" } },
    hosts: {
      mini: { system: "x86_64-linux", stateVersion: "24.05", ageKey: mini, users: ["ada"] },
    },
    layout: { host: [] },
    secrets: { defaultRules: false, ...secrets },
  });
  return { secrets: fleet?.secrets };
};

const compare = async (secrets: object, encrypted: Record<string, string[]>) =>
  compareFiles({ encrypted: new Map(Object.entries(encrypted)) }, await secretsOf(secrets));

const rules = { files: [{ path: "secrets/*.yaml", readers: ["user:ada", "host:mini"] }] };

it("a file with exactly the readers that it had is equal, in whatever order", async () => {
  const { equal, differences } = await compare(rules, { "secrets/a.yaml": [mini, ada] });
  expect({ equal, differences }).toEqual({ equal: 1, differences: [] });
});

it("a reader who came or went is named", async () => {
  const { differences } = await compare(rules, { "secrets/a.yaml": [ada] });
  expect(differences).toMatchObject([
    { kind: "files", what: "secrets/a.yaml", reason: "The declaration adds host:mini." },
  ]);
  const less = { files: [{ path: "secrets/*.yaml", readers: ["user:ada"] }] };
  const lost = await compare(less, { "secrets/a.yaml": [ada, mini] });
  expect(lost.differences).toMatchObject([{ reason: "The declaration leaves out host:mini." }]);
});

it("a file that is behind the rule that it had is told with that rule", async () => {
  const file = encryptedFor(ada);
  const config = (...readers: string[]) =>
    `creation_rules:\n  - path_regex: ^secrets/.*\\.yaml$\n    age: ${readers.join(",")}\n`;
  const compared = async (text: string) => {
    const world = memoryWorld({ files: { ".sops.yaml": text, "secrets/a.yaml": file } });
    const sops = readSops(world, world.folder).value;
    if (sops === undefined) throw new Error("there is nothing of sops");
    return compareFiles(sops, await secretsOf(rules)).differences.map(({ reason }) => reason);
  };
  expect(await compared(config(ada, mini))).toEqual([
    'The declaration adds host:mini. So does its rule (".sops.yaml", line 2), behind which the file is: `fleet secrets sync` would bring it there.',
  ]);
  // Where the rule says another thing, the declaration is what differs.
  expect(await compared(config(ada))).toEqual(["The declaration adds host:mini."]);
});

it("a file that no rule is about is a difference, and one that another tool owns is none", async () => {
  const secrets = { ...rules, ignore: ["vars/**"] };
  const compared = await compare(secrets, { "other/b.yaml": [ada], "vars/c.yaml": [ada] });
  expect(compared).toMatchObject({
    equal: 0,
    ignored: 1,
    differences: [{ what: "other/b.yaml", reason: "No rule of the declaration is about it." }],
  });
});
