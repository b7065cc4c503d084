import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { createSecretFileReader } from "../src/files/secret-file.ts";
import { renderSopsYaml } from "../src/sops-yaml/sops-yaml.ts";
import { compareRepository } from "../src/status/status.ts";
import { family, makeFleet, recipientOf, resolveMade } from "./support/fleet.ts";
import { encryptFile } from "./support/sops-files.ts";
import { runSops } from "./support/tools.ts";

const [keith, traci, mini, travel, recovery] = [
  "user keith",
  "user traci",
  "host mini",
  "host travel",
  "recovery",
].map(recipientOf);
const rules = [
  { path: "two/*", groups: [["user:keith"], ["user:traci", "host:mini"]], threshold: 2 },
];
const secrets = resolveMade(makeFleet({ ...family, rules })).value;
const cwd = mkdtempSync(join(tmpdir(), "fleet-sops-"));
writeFileSync(join(cwd, ".sops.yaml"), renderSopsYaml(secrets) ?? "");
afterAll(() => rmSync(cwd, { recursive: true }));

const single = (...ids: (string | undefined)[]) => ({ age: ids.join() });
const several = (...groups: (string | undefined)[][]) => ({
  shamir_threshold: 2,
  key_groups: groups.map((age) => ({ age })),
});

/** Whether `sops updatekeys` would change a file; without an answer it changes nothing. */
function wouldChange(path: string): boolean {
  const { status, stdout, stderr } = runSops(["updatekeys", path], { cwd });
  if (stderr.includes("already up to date")) return false;
  expect(stdout + stderr).toContain("The following changes");
  expect(status).not.toBe(0);
  return true;
}

describe("what status says of a file is what sops would do with it", () => {
  it.each<[string, string, string, object]>([
    ["in line", "secrets/hosts/mini.yaml", "yaml", single(mini, keith, recovery)],
    ["in another order", "secrets/hosts/mini/a.json", "json", single(recovery, keith, mini)],
    ["a reader missing", "secrets/hosts/mini/b.env", "env", single(mini, keith)],
    ["a reader too many", "secrets/hosts/mini/c.ini", "ini", single(mini, keith, recovery, traci)],
    ["another reader", "secrets/users/traci/d", "bin", single(keith, recovery)],
    [
      "of somebody else, moved here",
      "secrets/users/traci.yaml",
      "yaml",
      single(mini, keith, recovery),
    ],
    ["shared", "secrets/shared.yaml", "yaml", single(mini, travel, keith, recovery)],
    ["with its groups", "two/a.yaml", "yaml", several([keith], [mini, traci])],
    ["with its groups the other way round", "two/b.yaml", "yaml", several([traci, mini], [keith])],
    ["with one group for two", "two/c.yaml", "yaml", single(keith, traci, mini)],
    [
      "with two groups for one",
      "secrets/shared/e.yaml",
      "yaml",
      several([mini, travel], [keith, recovery]),
    ],
  ])("%s: %s", (_, path, ending, rule) => {
    const text = encryptFile(ending, rule);
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), text);
    const file = createSecretFileReader()({ path, bytes: new TextEncoder().encode(text) });
    const { files } = compareRepository(secrets, {
      files: [file],
      sopsYaml: renderSopsYaml(secrets),
      wantedSopsYaml: renderSopsYaml(secrets),
      otherConfigs: [],
      uses: [],
      keys: new Map(),
      hostKeys: new Map(),
    });
    expect(files[0]?.needsSync).toBe(wouldChange(path));
  });
});
