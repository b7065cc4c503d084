import { execFileSync } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nodeWorld } from "@fleet/project/node";
import { onTestFinished } from "vitest";
import {
  createNativeEvaluator,
  findNix,
  type NixBinary,
  type NixEvaluator,
} from "../../src/index.ts";

/** The Nix commands to test against: the one of this machine, and a newer one where there is one. */
export const nixes: readonly (readonly [name: string, nix: NixBinary])[] = await listNixes();

async function listNixes() {
  const environment = process.env;
  const newer = process.env["FLEET_TEST_NEWER_NIX"];
  if (newer === undefined || newer === "") {
    process.stderr.write(
      "\nSKIPPED: the tests against a newer Nix, because FLEET_TEST_NEWER_NIX does not name one.\n\n",
    );
  }
  const searches = [{ environment }, ...(newer ? [{ environment, path: newer }] : [])];
  const found = await Promise.all(searches.map((search) => findNix(nodeWorld(), search)));
  return found.map((nix) => {
    if (!nix.ok) throw new Error(nix.diagnostics.map((d) => d.message).join("\n"));
    return [`${nix.value.version.flavor} ${nix.value.version.text}`, nix.value] as const;
  });
}

/** An evaluator with the environment of the tests and what is added to it. */
export function createEvaluator(nix: NixBinary, added: Record<string, string> = {}): NixEvaluator {
  return createNativeEvaluator(nodeWorld(), { nix, environment: { ...process.env, ...added } });
}

/** An empty folder that goes away with the test. */
export function createFolder(prefix = "fleet-nix-eval-"): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), prefix)));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Whether a process runs. One whose parent is gone may stay as a zombie where nobody collects it. */
export function isRunning(pid: string): boolean {
  try {
    const state = execFileSync("ps", ["-o", "stat=", "-p", pid], { encoding: "utf8" });
    return !state.trim().startsWith("Z");
  } catch {
    return false;
  }
}
