import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { root, run } from "./command.ts";

/** A registry of npm on this machine that knows no other. */
export interface LoopbackRegistry {
  readonly url: string;
  /** What somebody who is logged in sends along. */
  readonly token: string;
  readonly process: ChildProcess;
}

/** Starts an empty registry, in which people may publish who are logged in. */
export async function startRegistry(folder: string): Promise<LoopbackRegistry> {
  const port = await findPort();
  writeFileSync(
    join(folder, "verdaccio.yaml"),
    `storage: ${folder}/storage
auth: { htpasswd: { file: ${folder}/htpasswd } }
packages: { "**": { access: $all, publish: $authenticated } }
max_body_size: 50mb
web: { enable: false }
log: { type: file, path: ${folder}/verdaccio.log, level: warn }
`,
  );
  const cache = process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache");
  const program = join(cache, "fleet/tools/registry/node_modules/verdaccio/bin/verdaccio");
  const listen = ["--config", join(folder, "verdaccio.yaml"), "--listen", `127.0.0.1:${port}`];
  const child = spawn(process.execPath, [program, ...listen], { stdio: "ignore", cwd: folder });
  const url = `http://127.0.0.1:${port}`;
  for (let attempt = 0; !(await answers(url)); attempt++) {
    if (attempt === 300) throw new Error("the registry does not start");
    await sleep(100);
  }
  const { token } = await put(`${url}/-/user/org.couchdb.user:keith`, {
    name: "keith",
    password: "of-the-tests-alone",
  });
  return { url, token: `${token}`, process: child };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/-/ping`)).ok;
  } catch {
    return false;
  }
}

function findPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        address !== null && typeof address === "object"
          ? resolve(address.port)
          : reject(new Error("no port")),
      );
    });
  });
}

async function put(url: string, body: object, token = ""): Promise<{ readonly token?: unknown }> {
  const response = await fetch(url, {
    method: "PUT",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${url}: ${response.status} ${text}`);
  return JSON.parse(text);
}

/**
 * Puts into the registry what packages of others the published ones need, as they are installed here:
 * so nothing is asked of a network.
 */
export async function seedDependencies(registry: LoopbackRegistry, folder: string): Promise<void> {
  const seeded = new Set<string>();
  const add = async (from: string, names: readonly string[]): Promise<void> => {
    for (const name of names) {
      const at = findInstalled(from, name);
      if (at === undefined || seeded.has(at)) continue;
      seeded.add(at);
      await seed(registry, at, join(folder, `seed-${seeded.size}.tgz`));
      await add(at, Object.keys(readManifest(at).dependencies ?? {}));
    }
  };
  const own: { readonly dependencies: object } = JSON.parse(
    readFileSync(join(root, "e2e/package.json"), "utf8"),
  );
  for (const name of Object.keys(own.dependencies)) {
    const at = join(root, "packages", name.split("/")[1] ?? "");
    const names = Object.keys(readManifest(at).dependencies ?? {});
    await add(
      at,
      names.filter((one) => !Object.hasOwn(own.dependencies, one)),
    );
  }
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: { readonly [name: string]: string };
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
}

/** Where Node finds a package from a folder. */
function findInstalled(from: string, name: string): string | undefined {
  const at = join(from, "node_modules", name);
  if (existsSync(join(at, "package.json"))) return at;
  return from === root ? undefined : findInstalled(dirname(from), name);
}

async function seed(registry: LoopbackRegistry, at: string, tarball: string): Promise<void> {
  mkdirSync(dirname(tarball), { recursive: true });
  const rename = "--transform=s,^\\.,package,";
  run(
    "tar",
    ["--create", "--gzip", `--file=${tarball}`, rename, "--exclude=./node_modules", "."],
    at,
  );
  const bytes = readFileSync(tarball);
  const manifest = readManifest(at);
  const { name, version } = manifest;
  const file = `${name}-${version}.tgz`;
  const dist = {
    integrity: `sha512-${createHash("sha512").update(bytes).digest("base64")}`,
    shasum: createHash("sha1").update(bytes).digest("hex"),
    tarball: `${registry.url}/${name}/-/${file}`,
  };
  const attachment = {
    content_type: "application/octet-stream",
    data: bytes.toString("base64"),
    length: bytes.length,
  };
  const body = {
    _id: name,
    name,
    "dist-tags": { [`v${version}`]: version },
    versions: { [version]: { ...manifest, _id: `${name}@${version}`, dist } },
    _attachments: { [file]: attachment },
  };
  await put(`${registry.url}/${name.replace("/", "%2f")}`, body, registry.token);
}
