import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A registry that says which versions it has, and has nothing of them. */
export interface StandInRegistry {
  /** Without a slash at its end. */
  readonly url: string;
  /** From now on it has these packages, each in one version, and no others. */
  readonly publish: (names: readonly string[], version: string) => void;
  readonly stop: () => void;
}

/** It reads a file for every question; what it is asked by runs while its test waits. */
const server = `
const { createServer } = require("node:http");
const { readFileSync } = require("node:fs");
createServer((request, response) => {
  const { names, version } = JSON.parse(readFileSync(process.argv[1], "utf8"));
  const name = decodeURIComponent(request.url.slice(1));
  if (!names.includes(name)) return response.writeHead(404).end("{}");
  const dist = { tarball: "http://127.0.0.1:9/gone.tgz" };
  response.end(JSON.stringify({ name, versions: { [version]: { dist } } }));
}).listen(0, "127.0.0.1", function () { console.log(this.address().port); });
`;

/** Starts it, in a process of its own. */
export async function startStandIn(): Promise<StandInRegistry> {
  const folder = mkdtempSync(join(tmpdir(), "fleet-stand-in-"));
  const state = join(folder, "state.json");
  const publish = (names: readonly string[], version: string) =>
    writeFileSync(state, JSON.stringify({ names, version }));
  publish([], "0.0.0");
  const child = spawn(process.execPath, ["--eval", server, state], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [port] = await once(child.stdout, "data");
  return {
    url: `http://127.0.0.1:${String(port).trim()}`,
    publish,
    stop: () => {
      child.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
