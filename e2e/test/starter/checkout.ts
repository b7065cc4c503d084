import { spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  cpSync,
  linkSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { root, scratchFolder } from "../support/command.ts";

/** A checkout with the scripts of this repository, and little else, on a machine made for a test. */
export interface StarterCheckout {
  readonly root: string;
  /** The one folder of its PATH. */
  readonly bin: string;
  /** The Node that runs the scripts: that of the test, at a place where nobody looks for one. */
  readonly runner: string;
}

/** What a script came to. */
export interface StarterOutcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const lock = JSON.stringify({ packages: { "node_modules/yaml": { version: "2.9.1" } } });

/** What stands in for the command says which Node it runs on. */
const command = 'console.log("fleet runs on " + process.execPath);\n';

/** A checkout in a folder of this name. Its machine has no program but those of the test. */
export function starterCheckout(name = "fleet"): StarterCheckout {
  const folder = scratchFolder();
  const checkout = {
    root: join(folder, name),
    bin: join(folder, "machine"),
    runner: join(folder, name, "runner", "node"),
  };
  mkdirSync(checkout.bin, { recursive: true });
  cpSync(join(root, "scripts"), join(checkout.root, "scripts"), { recursive: true });
  write(checkout, "package-lock.json", lock);
  write(checkout, "packages/cli/src/main.ts", command);
  write(checkout, "runner/.keep", "");
  // A Node that is large is linked, unless it lies on another disk.
  try {
    linkSync(process.execPath, checkout.runner);
  } catch {
    copyFileSync(process.execPath, checkout.runner);
  }
  return checkout;
}

/** Writes a file of the checkout. */
export function write(checkout: StarterCheckout, path: string, text: string): void {
  mkdirSync(dirname(join(checkout.root, path)), { recursive: true });
  writeFileSync(join(checkout.root, path), text);
}

/** Reads a file of the checkout. */
export function read(checkout: StarterCheckout, path: string): string {
  return readFileSync(join(checkout.root, path), "utf8");
}

/** Says that npm has installed all that is locked. */
export function installAll(checkout: StarterCheckout): void {
  write(checkout, "node_modules/.package-lock.json", lock);
  write(checkout, "node_modules/.bin/.keep", "");
}

/** Puts the Node that the project brings into place, as npm does; or a file in its stead. */
export function bringNode(checkout: StarterCheckout, script?: string): void {
  const node = join("node_modules", "node", "bin", "node");
  write(checkout, node, script ?? `#!/bin/sh\nexec '${checkout.runner}' "$@"\n`);
  chmodSync(join(checkout.root, node), 0o755);
  symlinkSync(join("..", "node", "bin", "node"), join(checkout.root, "node_modules/.bin/node"));
}

/** A program whose interpreter is nowhere, like every usual program on NixOS. */
export const cannotStart = "#!/nowhere/ld-linux-x86-64.so.2\n";

/** Puts a program onto the machine: a shell script. */
export function addProgram(checkout: StarterCheckout, name: string, script: string): void {
  writeFileSync(join(checkout.bin, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}

/** Puts a Node of this version onto the machine, which is the test's own behind what it says. */
export function addNode(checkout: StarterCheckout, version: string): void {
  addProgram(
    checkout,
    "node",
    `[ "$1" = --version ] && { echo ${version}; exit; }\nexec '${checkout.runner}' "$@"`,
  );
}

/** Puts an npm onto the machine that installs what is locked, with a Node that starts, and notes what was asked. */
export function addNpm(checkout: StarterCheckout): void {
  const script = join(checkout.root, "npm.mjs");
  write(
    checkout,
    "npm.mjs",
    `import { appendFileSync, copyFileSync, mkdirSync, symlinkSync } from "node:fs";
appendFileSync("npm.log", process.argv.slice(2).join(" ") + "\\n");
if (process.argv[2] === "rebuild") {
  mkdirSync("node_modules/node/bin", { recursive: true });
  symlinkSync(process.execPath, "node_modules/node/bin/node");
} else {
  mkdirSync("node_modules/.bin", { recursive: true });
  copyFileSync("package-lock.json", "node_modules/.package-lock.json");
}
`,
  );
  addProgram(checkout, "npm", `exec '${checkout.runner}' '${script}' "$@"`);
}

/** Runs a script of the checkout, or a text with what scripts export, with no PATH but the machine's. */
export function start(
  checkout: StarterCheckout,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): StarterOutcome {
  const { status, stdout, stderr, error } = spawnSync(checkout.runner, args, {
    cwd: checkout.root,
    encoding: "utf8",
    env: { PATH: checkout.bin, HOME: checkout.root, ...env },
  });
  if (error !== undefined) throw error;
  return { status, stdout, stderr };
}
