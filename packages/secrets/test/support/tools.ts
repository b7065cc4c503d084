import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

/** The folders in which tools may lie, in the order in which they are asked. */
function* folders(): Iterable<string> {
  yield* (process.env["PATH"] ?? "").split(delimiter);
  const go = spawnSync("go", ["env", "GOPATH"], { encoding: "utf8" });
  if (go.status === 0) yield join(go.stdout.trim(), "bin");
  yield join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "fleet", "tools", "bin");
}

/** The path of a command. */
export function findTool(
  name: "sops" | "ssh-to-age" | "age" | "age-keygen" | "ssh-keygen",
): string {
  for (const folder of folders()) {
    const file = join(folder, name);
    if (folder !== "" && existsSync(file)) return file;
  }
  throw new Error(
    `${name} is neither in PATH nor in $(go env GOPATH)/bin nor in ~/.cache/fleet/tools/bin.`,
  );
}

/** Runs the real sops, away from the keys and settings of whoever runs the tests. */
export function runSops(
  args: readonly string[],
  { cwd, input = "", env = {} }: { cwd: string; input?: string; env?: Record<string, string> },
): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(findTool("sops"), args, {
    cwd,
    input,
    encoding: "utf8",
    env: {
      PATH: process.env["PATH"] ?? "",
      HOME: cwd,
      PWD: cwd,
      SOPS_DISABLE_VERSION_CHECK: "1",
      ...env,
    },
  });
  return { status, stdout, stderr };
}

/** Runs another tool, which must succeed. */
export function runTool(
  name: Parameters<typeof findTool>[0],
  args: readonly string[],
  input = "",
): string {
  return execFileSync(findTool(name), args, { input, encoding: "utf8", stdio: "pipe" });
}
