import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { git } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { readDiagnostics } from "./read-report.ts";
import { runFleet } from "./run-fleet.ts";
import { callSops, keyOf, runAs, secretsConfig, secretsRepository } from "./secrets-fleet.ts";

const hash = "$2b$05$abcdefghijklmnopqrstuuH5N5IrbyEFVpviC6.Iu/zQgxhwp337i";
const path = "secrets/hosts/mini.yaml";
const readers = ["keith", "mini", "recovery"];

/** The fleet of the tests, in which a password is said of keith, and a file of its host, by a line and its readers. */
async function fleetWith({
  line,
  names = readers,
  password = "{ secret: keith-password }",
}: {
  line?: string;
  names?: readonly string[];
  password?: string;
}) {
  const config = secretsConfig().replace("isAdmin: true,", `isAdmin: true, password: ${password},`);
  expect(config).toContain("password:");
  const folder = await secretsRepository({}, config);
  if (line !== undefined) {
    const recipients = names.map((name) => keyOf(name).recipient).join();
    const args = ["encrypt", "--age", recipients, "--filename-override", "x.yaml"];
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), callSops(args, { input: `${line}\n` }));
    git(folder, "add", "--all");
  }
  return folder;
}

// Neither a key nor a tool is there.
const status = async (folder: string, ...args: string[]) =>
  await runFleet(folder, ["secrets", "status", ...args], { PATH: "/nowhere" });

async function findings(declared: Parameters<typeof fleetWith>[0]) {
  const folder = await fleetWith(declared);
  const found = readDiagnostics(await status(folder, "--json"));
  expect(JSON.stringify(found)).not.toContain(hash.slice(8));
  return found.map(({ code, message }) => `${code}: ${message}`);
}

const there = `keith-password: "${hash}"`;

describe("the secret of a password", () => {
  it("is nothing to speak of where its hash is in the file of the host", async () => {
    const folder = await fleetWith({ line: there });
    expect(await status(folder)).toMatchObject({
      status: 0,
      stdout: "Nothing wrong with the secrets.\n",
      stderr: "",
    });
  });

  it("is missing without the file, and without its key in there", async () => {
    const what = 'secrets/missing-secret: The secret "keith-password" of host:mini';
    expect(await findings({})).toEqual([`${what} comes from "${path}", which does not exist.`]);
    expect(await findings({ line: 'other: "x"' })).toEqual([
      `${what} is "keith-password" in "${path}", which has no such key.`,
    ]);
    const [finding] = readDiagnostics(await status(await fleetWith({}), "--json"));
    expect(finding?.place).toBe("users.keith.password");
  });

  it("is out of reach of a host that cannot decrypt it, until it is synced", async () => {
    const found = await findings({ line: there, names: ["keith", "recovery"] });
    expect(found.join("\n")).toContain("secrets/unreadable-secret: ");
    const folder = await fleetWith({ line: there, names: ["keith", "recovery"] });
    const synced = await runAs("keith", folder, ["secrets", "sync", "--yes"]);
    expect(synced.status).toBe(0);
    expect(await status(folder)).toMatchObject({ status: 0 });
  });

  it("is no text where it is a number", async () => {
    const found = await findings({ line: "keith-password: 1234" });
    expect(found.join("\n")).toContain("secrets/unsuitable-secret: ");
  });

  it("can be in a file of its own, under a key of its own", async () => {
    const password = `{ secret: keith-password, file: ${path}, key: passwords/keith }`;
    const line = `passwords:\n    keith: "${hash}"`;
    expect(await findings({ line, password })).toEqual([]);
  });
});

describe("fleet access", () => {
  it("knows who can log in with a password, and that of one that is locked nothing is known", async () => {
    const folder = await fleetWith({ line: there });
    const { stdout } = await runFleet(folder, ["access", "who-can", "login", "mini"]);
    expect(stdout).toContain('with the password whose hash is the secret "keith-password"');
    const locked = await fleetWith({ password: "locked" });
    const answer = await runFleet(locked, ["access", "why", "keith", "login", "mini"]);
    expect(answer.stdout + answer.stderr).toContain(
      "the machine may have one from before (users.mutableUsers)",
    );
  });
});
