import { execFileSync } from "node:child_process";
import { testRepository } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { readDiagnostics } from "./read-report.ts";
import { runFleet } from "./run-fleet.ts";

const hosts = Array.from({ length: 7 }, (_, index) => `host${index}`);
const odd = "mod dir/it's $HOME; touch -x.nix";
const config = `defaults: { stateVersion: "24.05" }
users:
  ada: { fullName: Ada, isAdmin: true }
hosts:
${hosts.map((id) => `  ${id}: { system: x86_64-linux, users: [ada], modules: ["${odd}"] }\n`).join("")}`;

/** The one command that a report prints for several findings. */
function findCommand(report: string): string {
  const [, command, ...others] = report.split(/For (?:all \d+|both), run: (.*)\n/);
  if (command === undefined || others.length > 1) throw new Error(`not one command: ${report}`);
  return command;
}

const codes = async (folder: string) =>
  new Set(readDiagnostics(await runFleet(folder, ["check", "--json"])).map(({ code }) => code));

describe("the one command for many findings", () => {
  it("makes all modules that are missing, and then puts all files into git, as it is printed", async () => {
    const folder = testRepository({ "fleet.config.yaml": config, [odd]: "{ }\n" });
    const check = async () => (await runFleet(folder, ["check"])).stdout;
    const run = (command: string) => execFileSync("sh", ["-c", command], { cwd: folder });
    expect(await codes(folder)).toContain("core/missing-file");
    const create = findCommand(await check());
    expect(create).toMatch(/^mkdir -p users hosts && echo '\{ \}' \| tee users\/ada\.nix hosts\//);
    run(create);
    expect(await codes(folder)).toEqual(new Set(["core/untracked-file"]));
    run(findCommand(await check()));
    expect(await codes(folder)).toEqual(new Set());
    await runFleet(folder, ["generate"]);
    expect(await codes(folder)).toEqual(new Set(["cli/untracked-file"]));
    run(findCommand(await check()));
    expect(await codes(folder)).toEqual(new Set());
  });
});
