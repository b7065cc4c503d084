import { existsSync, readlinkSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { canStartForeignPrograms } from "../../../scripts/ensure/machine.mjs";
import {
  addNode,
  addNpm,
  addProgram,
  bringNode,
  cannotStart,
  installAll,
  read,
  type StarterCheckout,
  type StarterOutcome,
  start,
  starterCheckout,
  write,
} from "./checkout.ts";

const runFleet = ["scripts/start.cjs", "fleet", "--version"];

/** Whatever is wrong with a machine is said in sentences, with exit code 2. */
function expectSentence({ status, stderr }: StarterOutcome, ...parts: readonly string[]): void {
  for (const part of parts) expect(stderr).toContain(part);
  expect(stderr).not.toMatch(/^\s+at |node:internal/m);
  expect(status).toBe(2);
}

function installed(name?: string): StarterCheckout {
  const checkout = starterCheckout(name);
  installAll(checkout);
  return checkout;
}

describe("npm run fleet", () => {
  it("runs on the Node that the project brings, without a word", () => {
    const checkout = installed();
    bringNode(checkout);
    addNode(checkout, "v20.20.2");
    const { stdout, stderr, status } = start(checkout, runFleet);
    expect(stdout).toBe(`fleet runs on ${realpathSync(checkout.runner)}\n`);
    expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
  });

  it("runs on the machine's own where that one cannot start, and says so once", () => {
    const checkout = installed();
    bringNode(checkout, cannotStart);
    addNode(checkout, "v22.18.0");
    const own = join(checkout.bin, "node");
    const { stdout, stderr, status } = start(checkout, runFleet);
    expect(stderr).toBe(`Using Node v22.18.0 (${own}); the project's own cannot start here.\n`);
    expect({ stdout, status }).toMatchObject({ status: 0 });
    // Commands that npm installs, and npm's scripts, look for Node here first.
    expect(readlinkSync(join(checkout.root, "node_modules", ".bin", "node"))).toBe(own);
    expect(start(checkout, runFleet)).toMatchObject({ stderr: "", status: 0 });
  });

  it("says what it needs, what it found and how to get it where no Node is recent enough", () => {
    const checkout = installed();
    bringNode(checkout, cannotStart);
    addNode(checkout, "v20.20.2");
    addProgram(checkout, "nix", "exit 0");
    const found = `Found: v20.20.2 (${join(checkout.bin, "node")})`;
    const outcome = start(checkout, runFleet);
    expectSentence(outcome, "Node 22.18 or newer is needed.", found, "`nix develop`");
    expect(outcome.stdout).toBe("");
  });

  it("says so on a Node that is too old to read the other scripts", () => {
    const checkout = installed();
    const old = 'Object.defineProperty(process, "version", { value: "v12.22.12" });';
    write(checkout, "old-node.cjs", old);
    const outcome = start(checkout, ["--require", "./old-node.cjs", ...runFleet]);
    expectSentence(outcome, "need Node 20 or newer", "this is v12.22.12", "first in PATH");
    expect(outcome.stdout).toBe("");
  });

  it("takes no other program that is called node for one", () => {
    const checkout = installed();
    bringNode(checkout, cannotStart);
    addProgram(checkout, "node", "echo hello; exit 1");
    expectSentence(
      start(checkout, runFleet),
      `${join(checkout.bin, "node")}, which does not start`,
    );
  });

  it("works in a folder with a space and an umlaut, and without PATH", () => {
    const checkout = installed("Zweite Übung");
    bringNode(checkout);
    expect(start(checkout, runFleet, { PATH: undefined })).toMatchObject({ stderr: "", status: 0 });
  });
});

describe("dependencies that are missing", () => {
  it("are installed without running a script of theirs, and once", () => {
    const checkout = starterCheckout();
    addNpm(checkout);
    addNode(checkout, "v22.18.0");
    const { stderr, status } = start(checkout, runFleet);
    expect(stderr).toContain("Installing the dependencies (npm ci)…\n");
    expect(status).toBe(0);
    const asked = read(checkout, "npm.log").trimEnd().split("\n");
    expect(asked[0]).toMatch(/^ci --ignore-scripts /);
    // The Node that the project brings is fetched by itself, where it can start at all.
    expect(asked[1]?.startsWith("rebuild node ") ?? false).toBe(canStartForeignPrograms());
    start(checkout, runFleet);
    expect(read(checkout, "npm.log").trimEnd().split("\n")).toEqual(asked);
  });

  it("are installed anew where an npm was killed, and brought up to date where they are old", () => {
    const killed = starterCheckout();
    addNpm(killed);
    addNode(killed, "v22.18.0");
    write(killed, "node_modules/yaml/package.json", "{");
    expect(start(killed, runFleet).status).toBe(0);
    expect(read(killed, "npm.log")).toMatch(/^ci /);

    const old = starterCheckout();
    addNpm(old);
    addNode(old, "v22.18.0");
    installAll(old);
    write(old, "node_modules/.package-lock.json", '{"packages":{}}');
    expect(start(old, runFleet).status).toBe(0);
    expect(read(old, "npm.log")).toMatch(/^install --no-save /);
  });

  it("that cannot be fetched leave everything as it was", () => {
    const checkout = starterCheckout();
    const complaint =
      "npm error network request to https://registry.npmjs.org/yaml failed, reason: getaddrinfo ENOTFOUND registry.npmjs.org";
    addProgram(checkout, "npm", `echo '${complaint}' >&2; exit 1`);
    const outcome = start(checkout, runFleet);
    expectSentence(outcome, complaint, "The registry of npm could not be reached");
    expect(existsSync(join(checkout.root, "node_modules"))).toBe(false);
  });

  it("without npm are named with the way to it", () => {
    expectSentence(start(starterCheckout(), runFleet), "npm is missing. It comes with Node.");
  });

  it.each(["version-packages", "packages", "templates"])(
    "are what npm run %s sees to in a fresh clone, before it needs one",
    (name) => {
      const checkout = starterCheckout();
      const files = {
        "identity.json": '{ "flake": "github:OWNER/fleet" }',
        "packages/cli/package.json":
          '{ "name": "@fleet/cli", "version": "0.1.0", "private": true }',
        ".changeset/change.md": "---\n---\n\nSomething.\n",
      };
      for (const [path, text] of Object.entries(files)) write(checkout, path, text);
      expectSentence(start(checkout, [`scripts/${name}.mjs`]), "npm is missing.");
    },
  );
});

describe("tools that are missing", () => {
  const ensureAge = [
    "--input-type=module",
    "--eval",
    'const { ensureTool } = await import("./scripts/ensure.mjs"); ensureTool("age");',
  ];

  it("are installed with apt", () => {
    const checkout = installed();
    addProgram(checkout, "sudo", 'exec "$@"');
    addProgram(checkout, "apt-get", 'echo "$@" >> apt.log');
    expect(start(checkout, ensureAge)).toMatchObject({
      stderr: "Installing age with apt…\n",
      status: 0,
    });
    expect(read(checkout, "apt.log")).toContain("install -y -qq --no-install-recommends age\n");
  });

  it("that apt cannot install are named with what it said", () => {
    const checkout = installed();
    addProgram(checkout, "sudo", 'exec "$@"');
    const complaint = "E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 42";
    addProgram(checkout, "apt-get", `[ "$1" = update ] && exit; echo '${complaint}' >&2; exit 100`);
    const wait = "Another program is installing something with apt.";
    expectSentence(start(checkout, ensureAge), complaint, wait);
  });

  it("are named on NixOS with the shell that has them", () => {
    const checkout = installed();
    addProgram(checkout, "nix", "exit 0");
    expectSentence(start(checkout, ensureAge), "age is missing. `nix develop` opens a shell");
  });

  it("and a cache that cannot be written to are named", () => {
    const checkout = installed();
    for (const name of ["age", "go"]) addProgram(checkout, name, "echo go version go1.25.8");
    write(checkout, "file", "");
    const build = 'const { ensureSecretsTools } = await import("./scripts/go-tools.mjs");';
    const args = ["--input-type=module", "--eval", `${build} ensureSecretsTools();`];
    const outcome = start(checkout, args, { XDG_CACHE_HOME: join(checkout.root, "file") });
    expectSentence(outcome, "cannot be made (ENOTDIR)", "XDG_CACHE_HOME");
  });
});

describe("npm test", () => {
  it("waits for no other in the same checkout, and says which it is", () => {
    const checkout = installed();
    write(checkout, ".turbo/npm-test.pid", String(process.pid));
    const parts = [`Another \`npm test\` runs in this checkout (process ${process.pid})`];
    expectSentence(start(checkout, ["scripts/start.cjs", "test"]), ...parts);
    expect(read(checkout, ".turbo/npm-test.pid")).toBe(String(process.pid));
  });
});
