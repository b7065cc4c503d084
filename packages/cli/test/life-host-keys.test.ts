import {
  chmodSync,
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { testdir, testRepository } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { runFleet } from "./run-fleet.ts";
import { smallFleet } from "./small-fleet.ts";

const keys = {
  nas: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFNZisUth+5nYs/CY6jwP6yasWUpCLsTNesJB7mKC3OO",
  other: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHgA0ODzb5KR9uqhJNCbXwlPuz4fGOS8fOWlWHcSSFTv",
} as const;

/** A machine that answers with some lines, and what known_hosts says of it. */
function network(answer: string, known: string): { readonly PATH: string } {
  const folder = testdir({
    "ssh-keyscan": `#!/bin/sh\nprintf '%s\\n' '${answer}'\n`,
    "ssh-keygen": `#!/bin/sh\nprintf '%s\\n' '${known}'\n`,
  });
  for (const name of ["ssh-keyscan", "ssh-keygen"]) chmodSync(join(folder, name), 0o755);
  return { PATH: `${folder}:${process.env["PATH"]}` };
}

const scan = [
  ...["add", "host", "nas", "--system", "x86_64-linux", "--state-version", "24.05"],
  ...["--user", "keith", "--from-keyscan", "root@nas.local"],
];

it("takes the key that a machine answers with, once somebody agrees to its fingerprint", async () => {
  const folder = testRepository(smallFleet);
  const env = network(`# nas.local:22 SSH-2.0\nnas.local ${keys.nas}`, "");
  const refused = await runFleet(folder, scan, env);
  expect(refused).toMatchObject({ status: 2 });
  // As `ssh-keygen -lf` shows it.
  expect(refused.stderr).toContain("SHA256:");
  expect(await runFleet(folder, [...scan, "--yes"], env)).toMatchObject({ status: 0 });
  expect(readFileSync(join(folder, "fleet.config.ts"), "utf8")).toContain(keys.nas);
});

it.each([
  ["another key than known_hosts has", `nas.local ${keys.other}`, `nas.local ${keys.nas}`],
  [
    "a key that known_hosts says is revoked",
    `nas.local ${keys.nas}`,
    `@revoked nas.local ${keys.nas}`,
  ],
  ["two keys", `nas.local ${keys.other}\nnas.local ${keys.nas}`, ""],
])("refuses a machine that answers with %s, whatever is agreed to", async (_, answer, known) => {
  const folder = testRepository(smallFleet);
  const { status, stderr } = await runFleet(folder, [...scan, "--yes"], network(answer, known));
  expect(status).toBe(2);
  expect(stderr).toContain("life/other-host-key");
  expect(readFileSync(join(folder, "fleet.config.ts"), "utf8")).not.toContain("nas");
});

it.each(["-oProxyCommand=touch x", "", "a b", "nas;id"])(
  "asks no machine at %j",
  async (target) => {
    const folder = testRepository(smallFleet);
    const args = [...scan.slice(0, -1), target, "--yes"];
    const { status, stderr } = await runFleet(folder, args, network(`x ${keys.nas}`, ""));
    expect(status).toBe(2);
    expect(stderr).toMatch(/life\/bad-answer|cli\/unknown-option/);
  },
);

describe("a key that a folder has already", () => {
  const mint = ["add", "host", "nas", "--system", "x86_64-linux", "--state-version", "24.05"];

  /** A folder with the key that was made for another host, changed in some way. */
  async function foundKey(change: (file: string) => void) {
    const folder = testdir();
    const of = (fleet: string) =>
      runFleet(fleet, [...mint, "--user", "keith", "--mint-key", folder]);
    expect(await of(testRepository(smallFleet))).toMatchObject({ status: 0 });
    const file = join(folder, "etc/ssh/ssh_host_ed25519_key");
    const line = readFileSync(`${file}.pub`, "utf8");
    change(file);
    const fleet = testRepository(smallFleet);
    const ran = await of(fleet);
    return { ...ran, file, line, config: readFileSync(join(fleet, "fleet.config.ts"), "utf8") };
  }

  it("has its public half written anew where a run was ended before it was", async () => {
    const found = await foundKey((file) => rmSync(`${file}.pub`));
    expect(found).toMatchObject({ status: 0 });
    expect(readFileSync(`${found.file}.pub`, "utf8")).toBe(found.line);
    expect(found.config).toContain(found.line.split(" ")[1]);
  });

  it.each([
    ["has no private half", (file: string) => rmSync(file)],
    ["has the public half of another", (file: string) => writeFileSync(`${file}.pub`, keys.other)],
    ["others can read", (file: string) => chmodSync(file, 0o644)],
    ["is torn", (file: string) => writeFileSync(file, "-----BEGIN OPENSSH PRIVATE KEY-----\n")],
    [
      "is a link to somewhere else",
      (file: string) => {
        renameSync(file, `${file}.moved`);
        symlinkSync(`${file}.moved`, file);
      },
    ],
  ])("is not declared where it %s", async (_, change) => {
    const { status, stderr, config } = await foundKey(change);
    expect(status).toBe(2);
    expect(stderr).toContain("life/no-host-key");
    expect(config).not.toContain("nas");
  });
});

it("makes no private key in a repository, whatever link leads there", async () => {
  const folder = testRepository({ ...smallFleet, "keys/README": "" });
  const link = join(testdir(), "link");
  symlinkSync(join(folder, "keys"), link);
  const args = ["add", "host", "nas", "--system", "x86_64-linux", "--state-version", "24.05"];
  const { status, stderr } = await runFleet(folder, [...args, "--mint-key", join(link, "nas")]);
  expect(status).toBe(2);
  expect(stderr).toContain("lies in a git repository");
  expect(existsSync(join(folder, "keys/nas"))).toBe(false);
});
