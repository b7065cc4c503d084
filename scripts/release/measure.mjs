// What a package weighs: its tarball, and what is loaded with it.
import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fail, node } from "../ensure.mjs";
import { readTarball } from "./tarball.mjs";

/** The figures that have a limit, with what they are called. In bytes, but for files and modules. */
export const figures = {
  packed: "packed",
  unpacked: "unpacked",
  modules: "modules loaded",
  code: "code loaded",
};

/** Measures a package that was packed, and loads it as it was built. */
export function measure(root, one) {
  const files = readTarball(readFileSync(one.tarball));
  const { modules, bytes } = countLoads(root, one);
  const unpacked = [...files.values()].reduce((sum, { size }) => sum + size, 0);
  const packed = statSync(one.tarball).size;
  return { ...one, files, packed, unpacked, modules, code: bytes };
}

/** Counts what an import of a library loads, and what a command needs to say its version. */
function countLoads(root, { folder, manifest }) {
  const counter = join(root, "scripts", "release", "count-loads.mjs");
  const [program] = Object.values(manifest.bin ?? {});
  const run =
    program === undefined
      ? ["--input-type=module", "--eval", `await import(${JSON.stringify(manifest.name)});`]
      : [join(root, folder, program), "--version"];
  const options = { cwd: root, encoding: "utf8", env: { ...process.env, NODE_OPTIONS: "" } };
  const { stderr } = spawnSync(node, ["--import", counter, ...run], options);
  const [, counted] = /^loads (.*)$/m.exec(stderr) ?? [];
  return counted === undefined
    ? fail(`${manifest.name} cannot be loaded: ${stderr}`)
    : JSON.parse(counted);
}
