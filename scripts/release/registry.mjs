// What a registry has of a package, and what it says when it is given one. It is read as everybody
// reads it, without npm; it is written through npm, whose settings say who is asking.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { compareTarballs } from "./tarball.mjs";

/** The registry that npm uses for a scope, without a slash at its end, and how long it waits in ms. */
export function readRegistry(root, scope) {
  const keys = [`${scope}:registry`, "registry", "fetch-timeout"];
  const lines = npm(root, ["config", "get", ...keys])
    .stdout.trim()
    .split("\n");
  const [own, general, wait] = keys.map((key) =>
    lines.find((line) => line.startsWith(`${key}=`))?.slice(key.length + 1),
  );
  const url = own === undefined || own === "undefined" || own === "" ? general : own;
  return { url: url.replace(/\/$/, ""), patience: Number(wait) || 300_000 };
}

/**
 * What the registry has under the name and version of a tarball: `missing`, the `same`, or `other`
 * contents, with the `files` that differ; `unknown`, with why, when it does not say.
 */
export async function lookUp(registry, { name, version, tarball }) {
  try {
    const known = await ask(`${registry.url}/${name.replace("/", "%2f")}`, registry);
    const dist = known === undefined ? undefined : JSON.parse(known).versions?.[version]?.dist;
    if (dist === undefined) return { state: "missing" };
    const published = await ask(dist.tarball, registry);
    // What was accepted by half: the version is listed, and its tarball is not there.
    if (published === undefined) return { state: "other", files: ["the tarball, which is gone"] };
    const files = compareTarballs(readFileSync(tarball), published);
    return files.length === 0 ? { state: "same" } : { state: "other", files };
  } catch (error) {
    const why = error.cause?.code ?? error.cause?.message ?? error.message;
    return { state: "unknown", why: `The registry ${registry.url} does not answer (${why}).` };
  }
}

/** The bytes at an address; undefined when nothing is there. */
async function ask(address, { patience }) {
  const options = { headers: { "cache-control": "no-cache" } };
  const response = await fetch(address, { ...options, signal: AbortSignal.timeout(patience) });
  if (response.status === 404) return undefined;
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  return Buffer.from(await response.arrayBuffer());
}

/** Publishes a tarball, and returns why it did not work, as a sentence; undefined when it did. */
export function publish(root, { tarball }, { distTag, hasProvenance }) {
  const provenance = `--provenance=${hasProvenance}`;
  const options = ["--tag", distTag, "--access", "public", provenance, "--ignore-scripts"];
  const said = npm(root, ["publish", tarball, ...options, "--json"]);
  return said.status === 0 ? undefined : explain(said);
}

function npm(root, args) {
  const options = { cwd: root, encoding: "utf8", maxBuffer: 1 << 28 };
  const { status, stdout, stderr, error } = spawnSync("npm", args, options);
  return { status, stdout: stdout ?? "", stderr: stderr ?? error?.message ?? "" };
}

/** What npm ended with, and what to do. */
function explain({ stdout, stderr }) {
  const error = parse(stdout)?.error;
  const code = error?.code ?? /npm error code (\S+)/.exec(stderr)?.[1] ?? "an error";
  const summary = `${code}: ${(error?.summary ?? stderr).trim().split("\n")[0]}`;
  if (["ENEEDAUTH", "E401", "E403"].includes(code)) {
    return `The registry takes nothing from you (${summary}). Log in: npm login. The workflow needs a trusted publisher, or the secret NPM_TOKEN: docs/releasing.md.`;
  }
  if (code === "E404") {
    return `The registry has no such scope, or you may not publish in it (${summary}).`;
  }
  if (/^E5\d\d$/.test(code)) return `The registry is out of order (${summary}).`;
  if (/^(?:E[A-Z_]+|FETCH_ERROR)$/.test(code)) return `The registry did not answer (${summary}).`;
  return `npm publish failed (${summary}).`;
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
