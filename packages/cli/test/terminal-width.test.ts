import { join } from "node:path";
import { displayWidth } from "@fleet/diagnostics";
import { memoryWorld } from "@fleet/project";
import { nodeWorld } from "@fleet/project/node";
import { describe, expect, test } from "vitest";
import { commands } from "../src/command/command-table.ts";
import { runIn } from "./run-fleet.ts";

const examples = join(import.meta.dirname, "../../../examples");
const widths = [40, 60, 80, 100, 120];

/** The lines that are too wide although they could be broken between two words. */
function listTooWide(text: string, columns: number): readonly string[] {
  return text.split("\n").filter((line) => {
    const [first = "", ...others] = line.replace(/^ *(?:[\w ]+: )?/, "").split(" ");
    return displayWidth(line) > columns && first !== "" && others.length > 0;
  });
}

/** A host of each example, and somebody who is root there. */
const asked = {
  family: ["mini", "keith"],
  workstations: ["laptop", "joachim"],
  devbox: ["devbox", "violino"],
} as const;

/** What is looked at, for USER on HOST. Nothing of it writes. */
const views = [
  "access",
  "access of USER",
  "access who-can root HOST",
  "access why USER root HOST",
  "check --verbose",
  "check --explain groups",
  "explain groups",
  "explain services",
  "explain deploy",
  "explain USER@HOST",
  "explain host HOST",
  "explain user USER",
  "explain core/unknown-user",
  "doctor",
  "secrets status --verbose",
  "secrets sync --dry-run",
  "secrets rotate --dry-run",
  "secrets acknowledge secrets/none.yaml",
  "secrets adopt",
  "secrets edit secrets/none.json",
  "uids",
  "uids free 4999",
  "uids merge",
  "generate --dry-run",
  "generate --check",
  "plan",
  "verify --host no-such-host",
  "init --yes --dry-run",
  "import --dry-run --sops",
  "deploy --plan",
  "add user newcomer --host HOST --dry-run",
  "add host spare --system x86_64-linux --dry-run",
  "add secret wifi --to host:HOST --dry-run",
  "remove user USER --dry-run",
  "remove host HOST --dry-run",
  "rename user USER somebody --dry-run",
  "rename host HOST somewhere --dry-run",
  "editor --dry-run",
  // A wrong command line, and names that nobody has.
  "generat",
  "rename usr USER x",
  "remove user nobody",
  "generate --dry-rnu",
  "uids --help me",
];

/** What prints something for programs alone, as long as its lines are. */
const forPrograms: ReadonlySet<string> = new Set(["completion", "schema"]);

test("every command is looked at", () => {
  const missing = commands.filter(
    ({ name }) => !views.some((view) => `${view} `.startsWith(`${name} `)),
  );
  expect(missing.map(({ name }) => name)).toEqual([...forPrograms].sort().reverse());
});

describe.each(widths)("on a terminal of %i columns", (columns) => {
  test.each(["family", "workstations", "devbox"] as const)(
    "every view of the example %s fits",
    async (name) => {
      const world = { ...nodeWorld({ folder: join(examples, name) }), confirm: undefined };
      const [host, user] = asked[name];
      const wide = new Map<string, readonly string[]>();
      for (const view of views) {
        const line = view.replaceAll("USER", user).replaceAll("HOST", host);
        const { stdout, stderr } = await runIn(world, line.split(" "), columns);
        const lines = listTooWide(stdout + stderr, columns);
        if (lines.length > 0) wide.set(view, lines);
      }
      expect(wide).toEqual(new Map());
    },
  );

  test("the help of every command, group and of all fits", async () => {
    const groups = commands.flatMap(({ name }) =>
      name.includes(" ") ? name.replace(/ .*/, "") : [],
    );
    const wide = new Map<string, readonly string[]>();
    for (const name of ["", ...new Set(groups), ...commands.map((command) => command.name)]) {
      const args = [...name.split(" "), "--help"].filter((word) => word !== "");
      const { stdout } = await runIn(memoryWorld({}), args, columns);
      expect(stdout, name).toContain("Usage: fleet");
      const lines = listTooWide(stdout, columns);
      if (lines.length > 0) wide.set(name, lines);
    }
    expect(wide).toEqual(new Map());
  });

  test("findings fit, with their frames and helps", async () => {
    const hosts = Array.from({ length: 12 }, (_, number) => `"host-number-${number}"`).join(", ");
    const config = `users:\n  keith: { fullName: Keith, isAdmin: true, unknownField: [${hosts}], hosts: [${hosts}] }\nhosts:\n  mini: { system: x86_64-linux, stateVersion: "24.05", features: [${hosts}] }\n`;
    const world = memoryWorld({ files: { "fleet.config.yaml": config } });
    const { stdout } = await runIn(world, ["check"], columns);
    expect(stdout).toContain("error");
    expect(stdout).toContain("…\n");
    expect(listTooWide(stdout, columns)).toEqual([]);
  });
});

test("what programs read is not broken", async () => {
  const world = { ...nodeWorld({ folder: join(examples, "family") }), confirm: undefined };
  for (const view of ["check --json", "access --markdown", "check --format sarif"]) {
    const narrow = await runIn(world, view.split(" "), 40);
    expect(narrow).toEqual(await runIn(world, view.split(" ")));
  }
});
