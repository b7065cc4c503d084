import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { testdir } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { memoryFiles, sealedFor } from "./memory-files.ts";
import { smallFleet } from "./small-fleet.ts";

const main = join(import.meta.dirname, "..", "src", "main.ts");
const log = `import { registerHooks } from "node:module";
registerHooks({ load: (url, context, next) => (process.stderr.write(url + "\\n"), next(url, context)) });
`;

/** The modules that a command loads, of a package by its folder. */
function loadedBy(folder: string, ...args: readonly string[]) {
  const hook = join(testdir({ "log.mjs": log }), "log.mjs");
  const options = ["--conditions=@fleet/source", "--import", pathToFileURL(hook).href];
  const run = spawnSync(process.execPath, [...options, main, ...args], {
    cwd: folder,
    encoding: "utf8",
  });
  const urls = run.stderr.split("\n");
  return {
    status: run.status,
    of: (name: string) => urls.filter((url) => url.includes(`/packages/${name}/src/`)),
    every: urls,
  };
}

describe.each(["check", "generate"])("fleet %s", (command) => {
  it("loads nothing of secrets where none are declared, but the names of the codes", () => {
    const { status, of, every } = loadedBy(testdir(smallFleet), command);
    expect(status).toBe(0);
    expect(of("secrets").map((url) => url.split("/").at(-1))).toEqual(["codes.ts"]);
    expect(of("sops").map((url) => url.split("/").at(-1))).toEqual(["codes.ts"]);
    expect(every.filter((url) => /\/node_modules\/yaml\//.test(url))).toEqual([]);
  });

  it("loads it where they are", () => {
    const files = { ...memoryFiles, "secrets/wifi.yaml": sealedFor("keith", "mini", "recovery") };
    expect(loadedBy(testdir(files), command).of("secrets").length).toBeGreaterThan(10);
  });
});
