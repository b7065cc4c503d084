import { cpSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { git, testdir } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { runFleetIn } from "./plan-fleet.ts";

const examples = join(import.meta.dirname, "../../../examples");

/** An example as a repository of its own, with one commit. */
function copyExample(name: string): string {
  const folder = testdir();
  cpSync(join(examples, name), folder, { recursive: true });
  git(folder, "init", "--quiet");
  git(folder, "add", "--all");
  git(folder, "commit", "--quiet", "--message", "all");
  return folder;
}

/** Writes something else into the config, which has to be there. */
function rewrite(
  folder: string,
  ...changes: readonly (readonly [string | RegExp, string])[]
): void {
  const config = join(folder, "fleet.config.ts");
  let text = readFileSync(config, "utf8");
  for (const [from, to] of changes) {
    const changed = text.replace(from, to);
    if (changed === text) throw new Error(`bug: ${from} is not in the example`);
    text = changed;
  }
  writeFileSync(config, text);
}

const key = "age1a8pk4akrdamj7nvqy3zywgtny8dxz7t5xzu7u8v9mhrayp9freqsqatyrs";

type Change = (folder: string) => void;

const changes: readonly [example: string, what: string, change: Change][] = [
  ["family", "nothing", () => {}],
  [
    "family",
    "a person leaves",
    (folder) => rewrite(folder, [/ {4}henry: \{[^}]*\},\n/, ""], [', "henry"]', "]"]),
  ],
  [
    "family",
    "an admin and reader is gained",
    (folder) =>
      rewrite(folder, [
        'fullName: "Traci",',
        `fullName: "Traci",\n isAdmin: true,\n ageKeys: ["${key}"],`,
      ]),
  ],
  [
    "family",
    "a uid is pinned",
    (folder) => rewrite(folder, ["keith: {},", "keith: { uid: 1044 },"]),
  ],
  [
    "family",
    "a host is renamed",
    (folder) => {
      rewrite(folder, ["    mini: {\n", "    den: {\n"]);
      renameSync(join(folder, "hosts/mini.nix"), join(folder, "hosts/den.nix"));
      renameSync(join(folder, "hosts/mini"), join(folder, "hosts/den"));
    },
  ],
  [
    "family",
    "a key is lost",
    (folder) => rewrite(folder, [/ {6}ageKeys: \["age1n76.*\n/, `      ageKeys: ["${key}"],\n`]),
  ],
  [
    "devbox",
    "a person leaves",
    (folder) => {
      rewrite(folder, [/ {4}violino: \{[\s\S]*?hosts: \["devbox"\],\n {4}\},\n/, ""]);
      rewrite(folder, [', "violino"]', "]"], [/acceptedGroups.*\}/, "}"]);
    },
  ],
  [
    "devbox",
    "an account ends, and another is locked out",
    (folder) =>
      rewrite(
        folder,
        ['fullName: "Violino",', 'fullName: "Violino",\n expires: "2027-06-30",'],
        ['sshKeys: [{ env: "SSH_KEY_COAL" }]', "sshKeys: []"],
      ),
  ],
  [
    "devbox",
    "services ask for a password, and one moves",
    (folder) =>
      rewrite(
        folder,
        ['codeServer: { port: 8080, auth: "none" }', "codeServer: { port: 8080 }"],
        ["port: 8081", "port: 8181"],
      ),
  ],
];

// Whoever reads a change to one of these texts sees what a plan tells people.
describe.each(changes)("the example %s, where %s", (name, what, change) => {
  it("has a plan for the terminal and for a pull request, and generate ends with the same", async () => {
    const folder = copyExample(name);
    change(folder);
    const run = async (...args: string[]) => {
      const { status, stdout, stderr } = await runFleetIn(folder, args);
      return `$ fleet ${args.join(" ")}\n${stdout}${stderr === "" ? "" : `${stderr}\n`}exit ${status}\n\n`;
    };
    const text = [
      await run("plan", "--exit-code"),
      await run("plan", "--format", "markdown"),
      (await run("generate", "--dry-run")).replace(/^(?:error|warning): [\s\S]*(?=exit)/m, ""),
    ].join("");
    // The id of a commit says when it was made.
    const stable = text.replaceAll(/\(([\da-f]{7})\)/g, "(0000000)");
    for (const line of stable
      .split("\n")
      .slice(0, stable.split("\n").indexOf("$ fleet plan --format markdown"))) {
      expect(line.length).toBeLessThanOrEqual(80);
    }
    const file = what.replaceAll(/[ ,]+/g, "-");
    await expect(stable).toMatchFileSnapshot(`example-plans/${name}-${file}.txt`);
  });
});
