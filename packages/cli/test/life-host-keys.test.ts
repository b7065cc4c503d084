import { chmodSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { testdir, testRepository } from "@fleet/test-kit";
import { expect, it } from "vitest";
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
