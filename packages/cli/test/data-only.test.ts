import { existsSync } from "node:fs";
import { join } from "node:path";
import { testRepository } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { commands } from "../src/command/command-table.ts";
import { memoryFiles } from "./memory-files.ts";
import { readDiagnostics } from "./read-report.ts";
import { runFleet, spawnFleet } from "./run-fleet.ts";
import { memoryFleet } from "./run-in-memory.ts";
import { smallModules } from "./small-fleet.ts";

const names = ["fleet.config.ts", "fleet.config.mts", "fleet.config.js", "fleet.config.mjs"];

/** A repository whose config, and all that it leads to, leaves a file behind when it is run or looked up. */
function trappedRepository(name = "fleet.config.ts"): { folder: string; hasRun: () => boolean } {
  const mark =
    'import { writeFileSync } from "node:fs";\nwriteFileSync(new URL("./ran", import.meta.url), "");\n';
  const folder = testRepository({
    ...smallModules,
    [name]: `import "./trap.mjs";\nimport "#trap";\nimport "trap";\n${mark}export default {};\n`,
    "trap.mjs": mark,
    "node_modules/trap/index.js": mark,
    "node_modules/trap/package.json": '{ "name": "trap", "type": "module", "main": "index.js" }',
    "package.json": '{ "imports": { "#trap": "./trap.mjs" }, "type": "module" }',
  });
  return { folder, hasRun: () => existsSync(join(folder, "ran")) };
}

/** Every command, with what it cannot do without. */
const operands: Readonly<Record<string, readonly string[]>> = {
  "uids free": ["1001", "--yes"],
  "secrets acknowledge": ["secrets/a.yaml"],
  "secrets sync": ["--yes"],
  "secrets rotate": ["--yes"],
  generate: ["--force"],
  completion: ["bash"],
  explain: ["mini"],
  init: ["--yes"],
};
/** Those that say nothing in JSON, and have no fleet. */
const plain: ReadonlySet<string | undefined> = new Set(["completion", "schema"]);
const everyCommand = commands.map(({ name }) => [...name.split(" "), ...(operands[name] ?? [])]);
/** Those that read no config at all. */
const readNone: ReadonlySet<string> = new Set(["completion bash", "schema", "uids merge"]);

describe("a config that is a script, with --data-only", () => {
  it.each(everyCommand)("is not run by fleet %s %s %s", async (...command) => {
    const { folder, hasRun } = trappedRepository();
    const words = command.filter((word) => word !== undefined);
    for (const more of [
      ["--data-only"],
      ["--data-only", "--json"],
      ["--json", "--root", folder, "--data-only"],
    ]) {
      if (plain.has(words[0]) && more.length > 1) continue;
      const { status, stdout, stderr } = await runFleet(folder, [...words, ...more]);
      expect(hasRun()).toBe(false);
      // It looks at what the config is called, and at no word of it.
      if (words[0] === "editor") continue;
      // It looks at the machine all the same.
      if (words[0] === "doctor") expect(stdout).toContain("is a script and was not run");
      else if (readNone.has(words.join(" "))) expect(status).toBe(0);
      else {
        expect(status, stdout + stderr).toBe(2);
        expect(stdout + stderr).toContain("fleet.config.ts");
      }
    }
  });

  it.each(names)("is named whatever it is called: %s", async (name) => {
    const { folder, hasRun } = trappedRepository(name);
    const run = await runFleet(folder, ["check", "--json", "--data-only"]);
    expect(readDiagnostics(run)).toMatchObject([{ code: "cli/script-config", file: name }]);
    expect(run.status).toBe(2);
    expect(hasRun()).toBe(false);
  });

  it("is run without it", async () => {
    const { folder, hasRun } = trappedRepository();
    await runFleet(folder, ["check"]);
    expect(hasRun()).toBe(true);
  });

  it("is not run in a process of its own either", () => {
    const { folder, hasRun } = trappedRepository();
    expect(spawnFleet(folder, ["generate"], { FLEET_DATA_ONLY: "1" }).status).toBe(2);
    expect(hasRun()).toBe(false);
  });
});

describe("FLEET_DATA_ONLY", () => {
  const script = {
    ...smallModules,
    "fleet.config.mjs": 'export default { users: { keith: { fullName: "Keith" } } };\n',
  };

  it.each(["1", "true", "yes", "no", " "])(
    "asks for data as %j, as whoever sets it means something",
    async (value) => {
      const { fleet } = memoryFleet({ files: script, environment: { FLEET_DATA_ONLY: value } });
      expect((await fleet("check")).status).toBe(2);
    },
  );

  it.each(["", "0", "false"])("asks for nothing as %j", async (value) => {
    const { fleet } = memoryFleet({ files: script, environment: { FLEET_DATA_ONLY: value } });
    expect((await fleet("check")).status).not.toBe(2);
    expect((await fleet("check", "--data-only")).status).toBe(2);
  });

  it("changes nothing for a config that is data", async () => {
    const runs = [{}, { FLEET_DATA_ONLY: "1" }].map(async (environment) => {
      const { fleet, read } = memoryFleet({ files: memoryFiles, environment });
      return [
        await fleet("generate"),
        await fleet("check"),
        await fleet("uids"),
        read("fleet.json"),
      ];
    });
    const [plain, careful] = await Promise.all(runs);
    expect(careful).toEqual(plain);
  });
});
