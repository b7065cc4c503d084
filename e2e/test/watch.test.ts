import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { git, testdir, testRepository } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { fleet } from "./support/command.ts";
import { startWatch, type ToldRun } from "./support/watch.ts";

const config = (people: string) => `import { defineFleet } from "@fleet/core";
import { people } from "${people}";

export default defineFleet({
  users: people,
  hosts: {
    mini: { system: "x86_64-linux", stateVersion: "24.05", users: Object.keys(people) },
  },
});
`;

const people = (...names: readonly string[]) =>
  `export const people = {
${names.map((name) => `  ${name}: { fullName: "${name}", isAdmin: true },\n`).join("")}};
`;

const module = "{ }\n";

function startingFleet(): string {
  return testRepository({
    "fleet.config.ts": config("./people.ts"),
    "people.ts": people("keith"),
    "hosts/mini.nix": module,
    "users/keith.nix": module,
    "users/ada.nix": module,
    "users/ben.nix": module,
  });
}

const accounts = (folder: string) =>
  Object.keys(JSON.parse(readFileSync(join(folder, "fleet.json"), "utf8")).hosts.mini.accounts);

const kinds = ({ plan }: ToldRun) => plan?.changes.map(({ kind }) => kind) ?? [];

/** How editors save: the new text in a file of its own, which then takes the name. */
function saveByRename(path: string, text: string): void {
  writeFileSync(`${path}.swp`, text);
  renameSync(`${path}.swp`, path);
}

/** Makes the config one that never ends, and waits until it runs. */
async function startEndlessConfig(folder: string): Promise<void> {
  const started = JSON.stringify(join(folder, "started"));
  writeFileSync(
    join(folder, "people.ts"),
    `import { writeFileSync } from "node:fs";\nwriteFileSync(${started}, "");\nfor (;;) ;\nexport const people = {};\n`,
  );
  while (!existsSync(join(folder, "started")))
    await new Promise((resolve) => setImmediate(resolve));
}

describe("fleet generate --watch", () => {
  it("generates at once, and again after each change of a module that the config imports, and after none of its own writes", async () => {
    const folder = startingFleet();
    const watch = startWatch(folder);
    expect((await watch.next()).files.map(({ change }) => change)).toContain("created");
    writeFileSync(join(folder, "people.ts"), people("keith", "ada"));
    const second = await watch.next();
    expect(kinds(second)).toContain("account-created");
    expect(accounts(folder)).toEqual(["ada", "keith"]);
    // A run for what the run before wrote would come first, and change nothing.
    saveByRename(join(folder, "people.ts"), people("keith", "ben"));
    expect(kinds(await watch.next())).toContain("account-created");
    expect(accounts(folder)).toEqual(["ben", "keith"]);
    expect(watch.untold()).toBe(0);
    expect(await watch.interrupt()).toEqual({ status: 0, log: "" });
    expect(readdirSync(folder).sort()).toEqual([
      ".git",
      "fleet.config.ts",
      "fleet.json",
      "fleet.lock.json",
      "hosts",
      "people.ts",
      "users",
    ]);
  });

  it("keeps what it generated while the config is broken, and goes on when it is mended", async () => {
    const folder = startingFleet();
    const watch = startWatch(folder);
    await watch.next();
    const before = readFileSync(join(folder, "fleet.json"), "utf8");
    writeFileSync(join(folder, "fleet.config.ts"), "export default {");
    const broken = await watch.next();
    expect(broken.ok).toBe(false);
    expect(readFileSync(join(folder, "fleet.json"), "utf8")).toBe(before);
    writeFileSync(join(folder, "fleet.config.ts"), config("./persons.ts"));
    expect((await watch.next()).ok).toBe(false);
    // What an import led to that led nowhere.
    writeFileSync(join(folder, "persons.ts"), people("ada"));
    const mended = await watch.next();
    expect(kinds(mended)).toContain("account-created");
    expect(accounts(folder)).toEqual(["ada"]);
    expect((await watch.interrupt()).status).toBe(0);
  });

  it("a config that never ends is given up as soon as it is changed", async () => {
    const folder = startingFleet();
    const watch = startWatch(folder, ["--time-limit", "900"]);
    await watch.next();
    await startEndlessConfig(folder);
    writeFileSync(join(folder, "people.ts"), people("ada"));
    expect(kinds(await watch.next())).toContain("account-created");
    expect((await watch.interrupt()).status).toBe(0);
  });

  it("Ctrl-C ends it with 0 also while a config runs for ever", async () => {
    const folder = startingFleet();
    const watch = startWatch(folder, ["--time-limit", "900"]);
    await watch.next();
    await startEndlessConfig(folder);
    expect((await watch.interrupt()).status).toBe(0);
  });

  it("many changes at once are few runs, and the last one counts", async () => {
    const folder = startingFleet();
    const watch = startWatch(folder);
    await watch.next();
    const changes = 200;
    for (let round = 0; round < changes; round++) {
      writeFileSync(join(folder, "people.ts"), people("keith", round % 2 === 0 ? "ada" : "ben"));
    }
    let runs = 0;
    do {
      await watch.next();
      runs += 1;
    } while (!accounts(folder).includes("ben"));
    expect(runs).toBeLessThan(changes / 20);
  });

  it("follows a checkout of another branch, and a folder that is removed and comes back", async () => {
    const folder = startingFleet();
    git(folder, "commit", "--quiet", "--message", "one");
    const watch = startWatch(folder);
    await watch.next();
    git(folder, "add", "--all");
    git(folder, "commit", "--quiet", "--message", "generated");
    git(folder, "checkout", "--quiet", "-b", "other");
    writeFileSync(join(folder, "people.ts"), people("ada"));
    const until = async (isMet: (run: ToldRun) => boolean) => {
      for (;;) {
        const run = await watch.next();
        if (isMet(run)) return run;
      }
    };
    await until((run) => kinds(run).includes("account-created"));
    git(folder, "commit", "--all", "--quiet", "--message", "ada");
    git(folder, "checkout", "--quiet", "-");
    await until(() => accounts(folder).includes("keith"));
    rmSync(join(folder, "users"), { recursive: true });
    await until(({ ok }) => !ok);
    mkdirSync(join(folder, "users"));
    writeFileSync(join(folder, "users", "keith.nix"), module);
    await until(({ ok }) => ok);
  });

  it("waits for a config where there is none yet", async () => {
    const folder = testdir();
    const watch = startWatch(folder);
    expect((await watch.next()).diagnostics.map(({ code }) => code)).toEqual(["cli/no-config"]);
    writeFileSync(
      join(folder, "fleet.config.json"),
      JSON.stringify({
        users: {},
        hosts: { mini: { system: "x86_64-linux", stateVersion: "24.05" } },
      }),
    );
    const run = await watch.next();
    expect(run.diagnostics.map(({ code }) => code)).not.toContain("cli/no-config");
    expect((await watch.interrupt()).status).toBe(0);
  });

  it("refuses to compare once and to go on", () => {
    const { status, stderr } = fleet(testdir(), "generate", "--watch", "--check");
    expect(status).toBe(2);
    expect(stderr).toContain("Leave one of them out");
  });
});
