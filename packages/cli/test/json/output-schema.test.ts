import { cpSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { git, testdir, testRepository } from "@fleet/test-kit";
import { describe, expect, test } from "vitest";
import { nameDefinition, renderOutputSchema } from "../../scripts/schema/output-schema.ts";
import { commands } from "../../src/command/command-table.ts";
import { runFleet } from "../run-fleet.ts";
import { definitions, findFaults, published } from "./strict-schema.ts";

const examples = join(import.meta.dirname, "..", "..", "..", "..", "examples");
const withJson = commands.filter(({ options }) => options.some(({ name }) => name === "json"));

/** Lines that are asked of every example: who and where is put in for USER and HOST. */
const asked = [
  "generate --dry-run",
  "generate --check",
  "generate",
  "check",
  "check --explain groups",
  "check --explain services",
  "check --explain data",
  "check --explain deploy",
  "plan",
  "add user newcomer --host HOST --dry-run",
  "add host new --system x86_64-linux --dry-run",
  "add secret wifi --to host:HOST --dry-run",
  "remove user USER --dry-run",
  "remove host HOST --dry-run",
  "rename user USER other --dry-run",
  "rename host HOST other --dry-run",
  "deploy --plan",
  "explain USER@HOST",
  "explain host HOST",
  "explain user USER",
  "explain groups",
  "explain services",
  "explain data",
  "explain deploy",
  "explain core/unknown-user",
  "doctor",
  "init --yes --dry-run",
  "import --dry-run --yes",
  "uids",
  "uids free 4999 --yes",
  "uids merge",
  "access",
  "access --data-only",
  "access who-can root HOST",
  "access why USER root HOST",
  "access of user:USER",
  "secrets status",
  "secrets status --data-only",
  "secrets sync --dry-run",
  "secrets rotate --dry-run",
  "secrets acknowledge secrets",
  "secrets adopt",
  "secrets edit secrets/none.yaml",
  "editor --dry-run",
] as const;

/** What takes seconds for each host. */
const slow = ["verify", "verify --without-inputs"] as const;

function commandOf(line: string): string {
  const named = withJson.filter(({ name }) => `${line} `.startsWith(`${name} `));
  return named.sort((a, b) => b.name.length - a.name.length)[0]?.name ?? "";
}

function copyOf(example: string): string {
  const folder = testdir();
  cpSync(join(examples, example), folder, { recursive: true });
  git(folder, "init", "--quiet");
  git(folder, "add", "--all");
  git(folder, "commit", "--quiet", "--message", "fleet");
  return folder;
}

/** The first host of an example that somebody has an account on, and who that is. */
function someoneIn(folder: string): readonly [user: string, host: string] {
  const { hosts }: { hosts: Record<string, { accounts: object }> } = JSON.parse(
    readFileSync(join(folder, "fleet.json"), "utf8"),
  );
  const [host = "", { accounts } = { accounts: {} }] =
    Object.entries(hosts).find(([, one]) => Object.keys(one.accounts).length > 0) ?? [];
  return [Object.keys(accounts)[0] ?? "", host];
}

test("the schema is the one that follows from what the commands print", () => {
  // What stands where on its lines is the formatter's.
  expect(JSON.parse(published)).toEqual(JSON.parse(renderOutputSchema()));
});

test("every command with --json is in it, and no other", () => {
  const names = withJson.map(({ name }) => nameDefinition(name));
  expect(definitions.toSorted()).toEqual(["finding", ...names].sort());
  expect(
    withJson
      .map(({ name }) => name)
      .filter((name) => ![...asked, ...slow].some((line) => commandOf(line) === name)),
  ).toEqual([]);
});

test("docs/json.md lists every command with what it adds", () => {
  const { $defs }: { $defs: Record<string, { properties: object }> } = JSON.parse(published);
  const common = ["version", "ok", "summary", "diagnostics"];
  const rows = withJson.map(({ name }) => {
    const definition = nameDefinition(name);
    const own = Object.keys($defs[definition]?.properties ?? {}).filter(
      (key) => !common.includes(key),
    );
    return `| \`fleet ${name}\` | \`${definition}\` | ${own.map((key) => `\`${key}\``).join(", ")} |`;
  });
  const page = readFileSync(join(examples, "..", "docs", "json.md"), "utf8");
  expect(page.split("\n").filter((line) => line.startsWith("| `fleet "))).toEqual(rows);
});

describe("what is printed is as the schema says", () => {
  test.each(readdirSync(examples))("of the example %s", async (example) => {
    const folder = copyOf(example);
    const [user, host] = someoneIn(folder);
    const faults = new Map<string, readonly string[]>();
    for (const line of [...asked, ...(example === "single" ? slow : [])]) {
      const words = line.replaceAll("USER", user).replaceAll("HOST", host).split(" ");
      const { stdout } = await runFleet(folder, [...words, "--json"]);
      const found = findFaults(commandOf(line), stdout);
      if (found.length > 0) faults.set(line, found);
    }
    expect(faults).toEqual(new Map());
  });

  test("of a config that is wrong, of none, and of a wrong command line", async () => {
    const wrong = testRepository({
      "fleet.config.json": JSON.stringify({ users: { keith: { uid: "x" } }, hosts: 1 }),
    });
    const faults = new Map<string, readonly string[]>();
    for (const line of [...asked, ...slow]) {
      for (const [folder, more] of [
        [wrong, []],
        [testdir(), []],
        [wrong, ["--no-such-option"]],
      ] as const) {
        const { stdout, status } = await runFleet(folder, [...line.split(" "), ...more, "--json"]);
        const found = findFaults(commandOf(line), stdout);
        if (found.length > 0) faults.set(line, found);
        if (more.length > 0) expect(status).toBe(2);
      }
    }
    expect(faults).toEqual(new Map());
  });
});
