import { mkdirSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { git } from "@fleet/test-kit";
import { runFleet } from "../run-fleet.ts";
import { callSops, keyOf, runAs, secretsConfig } from "../secrets-fleet.ts";
import {
  ageOf,
  type CureCase,
  type CureCases,
  configWithUse,
  fleetWith,
  path,
  readers,
  rewrite,
  seal,
} from "./cure-case.ts";

const good = { [path]: readers };

/** A public key of which nobody has the private one. */
const sshKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBI1+Q+ntzANebtnicCiAY29uqLGWOaOGLEa8bUqOVmS";

/** A good file for some. */
const readBy = (...names: readonly string[]): CureCase => ({
  build: () => fleetWith({}, { good: { [path]: names } }),
});

/** A file in which a wrap that is somebody else's stands under the name of a reader. */
async function misnamed(stranger: string, name: string): Promise<string> {
  const text = seal(path, "wifi: geheim\n", ageOf(...readers, stranger));
  return await fleetWith({
    [path]: text.replace(keyOf(stranger).recipient, keyOf(name).recipient),
  });
}

/** A file that traci could read. */
async function withDebt(): Promise<string> {
  const folder = await fleetWith({}, { good: { [path]: [...readers, "traci"] } });
  await runAs("keith", folder, ["secrets", "sync", "--yes"]);
  return folder;
}

const withSsh = (key: string) => ({ age: `${ageOf("keith", "mini", "recovery").age},${key}` });

const recipient = (name: string) => keyOf(name).recipient;

/** A config in which keith has two keys. */
const withTwoKeys = (rules = "") =>
  secretsConfig({ rules }).replace(
    `ageKeys: [${recipient("keith")}]`,
    `ageKeys: [${recipient("keith")}, ${recipient("keith-2")}]`,
  );

/** A fleet whose declaration has changed since its file was encrypted. */
const changedFleet = (
  names: readonly string[],
  change: (config: string) => string,
  rules = "",
): CureCase => ({
  build: async () => {
    const folder = await fleetWith(
      {},
      { good: { [path]: names }, config: secretsConfig({ rules }) },
    );
    rewrite(folder, "fleet.config.yaml", change);
    await runFleet(folder, ["generate"]);
    git(folder, "add", "--all");
    return folder;
  },
});

const forTraci = `    - { path: ${path}, readers: ["user:keith", "user:traci", "host:mini"] }`;

/** What is wrong with who can read. */
export const readerCures: CureCases = {
  "missing-recipient": [["", readBy("keith", "recovery")]],
  "stale-recipient": [["", readBy(...readers, "traci")]],
  "unknown-recipient": [["", readBy(...readers, "stranger")]],
  "former-reader": [
    [
      "who was taken out of the declaration",
      changedFleet(
        [...readers, "traci"],
        (config) =>
          config
            .replace(/ {2}traci: .*\n/, "")
            .replace(", traci]", "]")
            .replace(', "user:traci"', ""),
        forTraci,
      ),
    ],
  ],
  "old-key": [
    [
      "of a host that was installed anew",
      changedFleet(readers, (config) => config.replace(recipient("mini"), recipient("mini-2"))),
    ],
  ],
  "missing-key": [["", { build: () => fleetWith({}, { good, config: withTwoKeys() }) }]],
  "extra-key": [
    [
      "",
      {
        build: () => {
          const rule = `    - { path: ${path}, readers: ["${recipient("keith")}", "host:mini"] }`;
          const names = [...readers, "keith-2"];
          return fleetWith({}, { good: { [path]: names }, config: withTwoKeys(rule) });
        },
      },
    ],
  ],
  "repeated-recipient": [
    ["of which one is a stranger's", { build: () => misnamed("stranger", "keith") }],
  ],
  "false-claim": [
    [
      "of a wrap for an SSH key",
      {
        build: () => {
          const { age } = ageOf("keith", "mini");
          const text = seal(path, "wifi: geheim\n", { age: `${age},${sshKey}` });
          return fleetWith({ [path]: text.replace(sshKey, keyOf("recovery").recipient) });
        },
      },
    ],
  ],
  "damaged-key": [
    [
      "of which a line was lost",
      {
        build: () => {
          const text = seal(path, "wifi: geheim\n", ageOf(...readers));
          const damaged = text.replace(/(BEGIN AGE[^\n]*\n)[^\n]*\n/, "$1");
          return fleetWith({ [path]: damaged }, { good });
        },
        means: { words: { COMMIT: "HEAD" }, only: [0, 1] },
      },
    ],
  ],
  "recipient-has-comment": [
    [
      "",
      {
        build: () =>
          fleetWith(
            { [path]: seal(path, "wifi: geheim\n", withSsh(`${sshKey} root@mini`)) },
            { config: secretsConfig({ operators: sshKey }) },
          ),
      },
    ],
  ],
  "host-recipient-not-age": [
    [
      "",
      {
        build: () =>
          fleetWith(
            { [path]: seal(path, "wifi: geheim\n", withSsh(sshKey)) },
            {
              config: secretsConfig().replace(
                `ageKey: ${keyOf("mini").recipient}`,
                `sshHostKey: ${sshKey}`,
              ),
            },
          ),
      },
    ],
  ],
  "unreadable-secret": [
    [
      "",
      {
        build: () =>
          fleetWith(
            {},
            { good: { [path]: ["keith", "recovery"] }, config: configWithUse(`{ file: ${path} }`) },
          ),
      },
    ],
  ],
  "unreadable-host": [
    [
      "whose files have other readers",
      {
        build: () =>
          fleetWith(
            {},
            {
              good: { [path]: ["keith", "recovery"] },
              config: configWithUse(`{ file: ${path} }, lan: { file: ${path}, key: wifi }`),
            },
          ),
      },
    ],
  ],
  "host-key-mismatch": [
    [
      "after it was installed anew",
      {
        build: () =>
          fleetWith({ "hosts/mini/ssh_host_ed25519_key.pub": `${sshKey} root@mini\n` }, { good }),
        edit: (folder) =>
          rewrite(folder, "fleet.config.yaml", (text) =>
            text.replace(`ageKey: ${keyOf("mini").recipient}`, `sshHostKey: ${sshKey}`),
          ),
      },
    ],
  ],
  "bad-sops-yaml": [
    [
      "without rules",
      {
        build: () => fleetWith({ ".sops.yaml": "creation_rules: 5\n" }, { good }),
        edit: (folder) => renameSync(join(folder, ".sops.yaml"), join(folder, "old-sops-config")),
      },
    ],
  ],
  "revocation-debt": [
    ["", { build: withDebt }],
    [
      "of a file that was moved and changed",
      {
        build: async () => {
          const folder = await withDebt();
          const moved = join(folder, "secrets/shared/moved.yaml");
          mkdirSync(dirname(moved));
          renameSync(join(folder, path), moved);
          // sops writes down full seconds.
          await setTimeout(1100);
          callSops(["set", moved, '["wifi"]', '"new"'], {
            env: { SOPS_AGE_KEY_FILE: keyOf("keith").file },
          });
          git(folder, "add", "--all");
          return folder;
        },
        means: { words: { PATH: "secrets/shared/moved.yaml" } },
      },
    ],
  ],
  "secret-is-link": [
    [
      "whose rule has other readers",
      {
        build: async () => {
          const link = "secrets/a link.yaml";
          const rules = `    - { path: "${link}", readers: ["user:keith", "user:traci"] }`;
          const folder = await fleetWith({}, { good, config: secretsConfig({ rules }) });
          symlinkSync("shared.yaml", join(folder, link));
          git(folder, "add", "--all");
          return folder;
        },
        command: ["secrets", "sync", "--yes"],
      },
    ],
  ],
  "not-owed": [
    [
      "before it has a new data key",
      { build: withDebt, command: ["secrets", "acknowledge", path] },
    ],
  ],
  "out-of-step": [
    ["", { ...readBy(...readers, "traci"), command: ["secrets", "rotate", "--yes", path] }],
  ],
  "work-folder": [
    [
      "that git tracks",
      {
        build: () =>
          fleetWith({ ".fleet-work/x": "" }, { good: { [path]: [...readers, "traci"] } }),
        command: ["secrets", "sync", "--yes"],
      },
    ],
    [
      "that is a link",
      {
        build: async () => {
          const folder = await fleetWith({}, { good: { [path]: [...readers, "traci"] } });
          symlinkSync("secrets", join(folder, ".fleet-work"));
          return folder;
        },
        command: ["secrets", "sync", "--yes"],
      },
    ],
  ],
  "foreign-sops-yaml": [
    [
      "that is adopted",
      {
        build: () =>
          fleetWith(
            {
              ".sops.yaml": JSON.stringify({
                creation_rules: [{ path_regex: "^secrets/shared\\.yaml$", ...ageOf(...readers) }],
              }),
            },
            { good },
          ),
      },
    ],
  ],
  "missing-sops-yaml": [
    [
      "",
      {
        build: async () => {
          const folder = await fleetWith({}, { good });
          rmSync(join(folder, ".sops.yaml"));
          return folder;
        },
      },
    ],
  ],
  "sops-yaml-drift": [
    [
      "",
      {
        build: async () => {
          const folder = await fleetWith({}, { good });
          rewrite(folder, "fleet.config.yaml", (text) =>
            text.replace("    []", `    - { path: ${path}, readers: [hosts, admins, users] }`),
          );
          return folder;
        },
      },
    ],
  ],
  "config-name": [
    [
      "",
      {
        build: () => fleetWith({ ".sops.yml": "{}\n" }, { good }),
        edit: (folder) => rmSync(join(folder, ".sops.yml")),
      },
    ],
  ],
};
