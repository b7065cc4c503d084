import { join } from "node:path";
import { displayWidth } from "@fleet/diagnostics";
import { memoryWorld } from "@fleet/project";
import { nodeWorld } from "@fleet/project/node";
import { describe, expect, test } from "vitest";
import { runIn } from "./run-fleet.ts";

const examples = join(import.meta.dirname, "../../../examples");
const widths = [60, 80, 100, 120];

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

const views = [
  "access",
  "access of keith",
  "check --verbose",
  "check --explain groups",
  "explain groups",
  "explain services",
  "explain deploy",
  "explain core/unknown-user",
  "doctor",
  "secrets status --verbose",
  "uids",
  "generate --dry-run",
  "--help",
  "generate --help",
  "secrets sync --help",
];

describe.each(widths)("on a terminal of %i columns", (columns) => {
  test.each(["family", "workstations", "devbox"] as const)(
    "every view of the example %s fits",
    async (name) => {
      const world = { ...nodeWorld({ folder: join(examples, name) }), confirm: undefined };
      const [host, user] = asked[name];
      const ways = [
        `access who-can root ${host}`,
        `access of ${user}`,
        `access why ${user} root ${host}`,
      ];
      for (const view of [...views, ...ways]) {
        const { stdout, stderr } = await runIn(world, view.split(" "), columns);
        expect(listTooWide(stdout + stderr, columns), view).toEqual([]);
      }
    },
  );

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
