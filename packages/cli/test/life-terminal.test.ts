import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { git, testdir, testRepository } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { commitAll } from "./people-fleet.ts";
import { runFleet } from "./run-fleet.ts";
import { keyOf, secretsRepository } from "./secrets-fleet.ts";
import { smallFleet } from "./small-fleet.ts";
import { ctrlC, hangUp, hasTerminal, typeFleet } from "./typed-fleet.ts";

const scanned = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFNZisUth+5nYs/CY6jwP6yasWUpCLsTNesJB7mKC3OO";

async function committedFleet(): Promise<string> {
  const folder = testRepository(smallFleet);
  await runFleet(folder, ["generate"]);
  commitAll(folder, "base");
  return folder;
}

const statusOf = (folder: string) => git(folder, "status", "--short");
const read = (folder: string, path: string) => readFileSync(join(folder, path), "utf8");

/** Programs of these names, each a script of a shell. */
function programs(scripts: Readonly<Record<string, string>>): string {
  const folder = testdir();
  for (const [name, text] of Object.entries(scripts)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  return folder;
}

/** Commands that ask, with the question and what tells that they did their work. */
const asking: readonly (readonly [args: readonly string[], question: string, done: string])[] = [
  [["rename", "user", "keith", "kmiller"], "Go on? [y/N]", 'The user "keith" is called'],
  [["rename", "host", "mini", "vault"], "Go on? [y/N]", 'The host "mini" is called'],
  [["remove", "user", "keith"], "Go on? [y/N]", "Removed the user"],
  [["remove", "host", "mini"], "Go on? [y/N]", "Removed the host"],
];

describe.skipIf(!hasTerminal)("on a terminal", () => {
  it("adds a user and says what it did, without a question", async () => {
    const folder = await committedFleet();
    const args = ["add", "user", "ada", "--name", "Ada Lovelace", "--host", "mini"];
    const { status, output } = await typeFleet(folder, args, { steps: [] });
    expect({ status, output }).toMatchObject({
      status: 0,
      output: expect.stringContaining('Added the user "ada".'),
    });
    expect(read(folder, "fleet.config.ts")).toContain('fullName: "Ada Lovelace"');
  });

  it.each(asking.slice(0, 3))(
    "%j shows what it means, and does it after a yes",
    async (args, question, done) => {
      const folder = await committedFleet();
      if (args[0] === "remove")
        await runFleet(folder, ["add", "user", "ada", "--is-admin", "--host", "mini"]);
      const { status, output } = await typeFleet(folder, args, { steps: [[question, "y\r"]] });
      expect({ status, output }).toMatchObject({
        status: 0,
        output: expect.stringContaining(done),
      });
      expect(output.indexOf("fleet.config.ts")).toBeLessThan(output.indexOf(question));
    },
  );

  // Of several commands each that ask in one way, one is tried; Ctrl-C at each question.
  it.each([
    ["a no", "n\r", asking.slice(0, 1)],
    ["nothing", "\r", asking.slice(1, 2)],
    ["what is no answer", "maybe\r", asking.slice(2, 3)],
    ["the end of what is typed", "\u0004", asking.slice(3)],
    ["Ctrl-C", ctrlC, asking],
    ["a terminal that goes away", hangUp, asking.slice(2)],
  ])("%s changes nothing", async (_, typed, tried) => {
    const folder = await committedFleet();
    for (const [args, question, done] of tried) {
      const { status, output, answered } = await typeFleet(folder, args, {
        steps: [[question, typed]],
      });
      expect(answered, args.join(" ")).toBe(1);
      expect(status).toBeGreaterThan(0);
      expect(output).not.toContain(done);
      expect(output).not.toMatch(/^ {4}at /m);
      expect(statusOf(folder)).toBe("");
      expect(existsSync(join(folder, ".fleet-work"))).toBe(false);
    }
  });

  it.each([
    ["y\r", 0],
    ["n\r", 2],
    [ctrlC, 130],
    // The end of the terminal is read before, or the signal comes first.
    [hangUp, expect.toSatisfy((code: number) => code === 2 || code === 129)],
  ])(
    "takes the key of a host that answers only after its fingerprint was agreed to: %j",
    async (typed, status) => {
      const folder = await committedFleet();
      const bin = programs({
        "ssh-keyscan": `echo 'nas.local ${scanned}'`,
        "ssh-keygen": "exit 1",
      });
      const args = [
        ...["add", "host", "nas", "--system", "x86_64-linux", "--state-version", "24.05"],
        ...["--user", "keith", "--from-keyscan", "nas.local"],
      ];
      const run = await typeFleet(folder, args, {
        steps: [["says on the machine?", typed]],
        env: { PATH: `${bin}:${process.env["PATH"]}` },
      });
      expect(run).toMatchObject({ status, answered: 1 });
      expect(run.output).toContain("SHA256:");
      expect(statusOf(folder) === "").toBe(typed !== "y\r");
    },
  );

  it("adds a secret, and opens the editor on the same terminal", async () => {
    const folder = await secretsRepository({});
    git(folder, "add", "--all");
    const editor = programs({
      editor: "printf 'What is it? '; read value; printf 'wifi: %s\\n' \"$value\" > \"$1\"",
    });
    const { status, output } = await typeFleet(
      folder,
      ["add", "secret", "wifi", "--to", "host:mini"],
      {
        steps: [["What is it?", "hunter2\r"]],
        env: { EDITOR: join(editor, "editor"), SOPS_AGE_KEY_FILE: keyOf("keith").file },
      },
    );
    expect({ status, output }).toMatchObject({ status: 0 });
    const told = output.indexOf('Write the value under the key "wifi"');
    expect(told).toBeGreaterThan(-1);
    expect(told).toBeLessThan(output.indexOf("What is it?"));
    expect(output).toContain("Made secrets/hosts/mini.yaml");
    expect(read(folder, "secrets/hosts/mini.yaml")).toContain("sops:");
    expect(read(folder, "secrets/hosts/mini.yaml")).not.toContain("hunter2");
    // A flake sees it at once.
    expect(statusOf(folder)).toContain("A secrets/hosts/mini.yaml");
    expect(await runFleet(folder, ["check"])).toMatchObject({ status: 0 });
  });

  it.each([
    ["Ctrl-C", ctrlC],
    ["a terminal that goes away", hangUp],
  ])(
    "%s in the editor leaves the secret declared, its file unmade, and nothing in the clear",
    async (_, typed) => {
      const folder = await secretsRepository({});
      git(folder, "add", "--all");
      const editor = programs({
        editor: "echo 'wifi: hunter2' > \"$1\"; printf 'What is it? '; read value",
      });
      const temporary = testdir();
      const env = {
        EDITOR: join(editor, "editor"),
        SOPS_AGE_KEY_FILE: keyOf("keith").file,
        TMPDIR: temporary,
      };
      const args = ["add", "secret", "wifi", "--to", "host:mini"];
      const { answered } = await typeFleet(folder, args, { steps: [["What is it?", typed]], env });
      expect(answered).toBe(1);
      expect(existsSync(join(folder, "secrets/hosts/mini.yaml"))).toBe(false);
      const next = await runFleet(folder, ["generate"]);
      expect(next.status).toBeLessThan(2);
      expect(existsSync(join(folder, ".fleet-work/edit"))).toBe(false);
      expect(readdirSync(temporary)).toEqual([]);
      expect(git(folder, "grep", "--untracked", "-c", "wifi", "--", "fleet.config.*")).toContain(
        ":1",
      );
    },
  );
});
