import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./command.ts";

/** A registry on this machine that has the packed command, and nothing else. */
export interface PackedRegistry {
  readonly url: string;
  readonly version: string;
  close(): void;
}

/** Packs the command, which has to be built, and answers for it as a registry does. */
export async function openPackedRegistry(): Promise<PackedRegistry> {
  const folder = mkdtempSync(join(tmpdir(), "fleet-registry-"));
  const cli = join(root, "packages", "cli");
  execFileSync("npm", ["pack", "--silent", "--pack-destination", folder], { cwd: cli });
  const [tarball = ""] = readdirSync(folder);
  const bytes = readFileSync(join(folder, tarball));
  rmSync(folder, { recursive: true });
  const manifest = JSON.parse(readFileSync(join(cli, "package.json"), "utf8"));
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? "");
    if (path === "/command.tgz") return response.end(bytes);
    if (path !== `/${manifest.name}`) return response.writeHead(404).end("{}");
    const { name, version, bin } = manifest;
    const dist = { tarball: `${url}/command.tgz` };
    return response.end(
      JSON.stringify({
        name,
        "dist-tags": { latest: version },
        versions: { [version]: { name, version, bin, dist } },
      }),
    );
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const url = `http://127.0.0.1:${portOf(server.address())}`;
  return { url, version: manifest.version, close: () => server.close() };
}

function portOf(address: AddressInfo | string | null): number {
  if (typeof address !== "object" || address === null) throw new Error("the server has no port");
  return address.port;
}
