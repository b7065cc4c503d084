import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { testdir } from "@fleet/test-kit";
import { onTestFinished } from "vitest";

/** A Vault on this machine, for one test. */
export interface TestVault {
  readonly address: string;
  /** A key in it, as sops takes it on its command line. */
  readonly uri: string;
  /** The same as a reader. */
  readonly reader: string;
  /** Every request since it was started or this was last asked. */
  takeRequests(): string[];
}

/** Starts a Vault in a process of its own, because real programs call it while the test waits for them. */
export async function startVault(): Promise<TestVault> {
  const log = join(testdir(), "requests");
  const child = spawn(process.execPath, [join(import.meta.dirname, "vault-server.ts"), log], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => {
    child.kill();
  });
  const port = await new Promise<string>((resolve) =>
    child.stdout.once("data", (data) => resolve(String(data).trim())),
  );
  const address = `http://127.0.0.1:${port}`;
  const uri = `${address}/v1/transit/keys/fleet`;
  return {
    address,
    uri,
    reader: `hc_vault:${uri}`,
    takeRequests: () => {
      const lines = existsSync(log) ? readFileSync(log, "utf8").split("\n").slice(0, -1) : [];
      writeFileSync(log, "");
      return lines;
    },
  };
}
