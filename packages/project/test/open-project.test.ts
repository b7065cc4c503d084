import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { listAdmins, listPeople } from "@fleet/core";
import { whoCanRead } from "@fleet/secrets";
import { describe, expect, it } from "vitest";
import { memoryWorld, openProject, projectOf, writeFleet } from "../src/index.ts";
import { createScriptRunner } from "../src/node/index.ts";

const declaration = {
  users: {
    keith: { fullName: "Keith", isAdmin: true, uid: 1000 },
    traci: { fullName: "Traci", uid: 1001 },
  },
  hosts: { mini: { system: "x86_64-linux", stateVersion: "24.05", users: ["keith", "traci"] } },
};
const files = {
  "fleet.config.json": JSON.stringify(declaration, null, 2),
  "hosts/mini.nix": "{ }",
  "users/keith.nix": "{ }",
  "users/traci.nix": "{ }",
};
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe("openProject", () => {
  it("gives who is on a host, who is admin, and the files to generate", async () => {
    const project = await openProject(memoryWorld({ files }));
    expect(project.findings).toEqual([]);
    if (project.fleet === undefined) throw new Error("there is a fleet");
    expect(listPeople(project.fleet).map(({ host, user }) => `${user}@${host}`)).toEqual([
      "keith@mini",
      "traci@mini",
    ]);
    expect(listAdmins(project.fleet).map(({ user }) => user)).toEqual(["keith"]);
    expect(project.files().map(({ path }) => path)).toEqual(["fleet.json"]);
  });

  it("finds the nearest fleet upwards, and says how paths lead to it", async () => {
    const world = memoryWorld({ files, folder: "/fleet" });
    const project = await openProject(world, { from: "/fleet/hosts" });
    expect(project.config?.root).toBe("/fleet");
    expect(project.prefix).toBe("../");
  });

  it("gives every finding with its line, and the fleet as far as it goes", async () => {
    const broken = files["fleet.config.json"].replace('"keith",', '"kieth",');
    const project = await openProject(
      memoryWorld({ files: { ...files, "fleet.config.json": broken } }),
    );
    expect(project.findings).toMatchObject([
      { code: "core/unknown-user", file: "fleet.config.json", position: { line: 18, column: 9 } },
    ]);
    expect(project.files()).toEqual([]);
    expect(project.fleet?.resolved.hosts.has("mini")).toBe(true);
  });

  it("says who reads a file", async () => {
    const recipient = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";
    const users = {
      ...declaration.users,
      keith: { ...declaration.users.keith, ageKeys: [recipient] },
    };
    const secrets = { files: [{ path: "secrets/keith.yaml", readers: ["user:keith"] }] };
    const { fleet } = await openProject(
      memoryWorld({
        files: {
          ...files,
          "fleet.config.json": JSON.stringify({ ...declaration, users, secrets }),
        },
      }),
    );
    if (fleet?.secrets === undefined) throw new Error("there are secrets");
    const access = whoCanRead(fleet.secrets.secrets, "secrets/keith.yaml", []);
    expect(access.map(({ reader }) => reader)).toEqual(["user:keith"]);
  });

  it("is new each time, and each project stays what it was", async () => {
    const world = memoryWorld({ files });
    const before = await openProject(world);
    world.disk.remove("/fleet/users/traci.nix");
    world.disk.remove("/fleet/fleet.config.json");
    const less = { ...declaration, users: { keith: declaration.users.keith } };
    less.hosts = { mini: { ...declaration.hosts.mini, users: ["keith"] } };
    world.disk.create("/fleet/fleet.config.json", new TextEncoder().encode(JSON.stringify(less)));
    const after = await openProject(world);
    expect([before, after].map(({ fleet }) => fleet?.declared.users.size)).toEqual([2, 1]);
  });

  it("reports a missing folder as a finding", async () => {
    const { fleet, findings } = await openProject(memoryWorld(), { root: "nowhere" });
    expect(fleet).toBeUndefined();
    expect(findings).toMatchObject([{ code: "cli/bad-root" }]);
  });
});

describe("a script on a disk in memory", () => {
  const script = (name: string) =>
    `import { defineFleet } from "@fleet/core";
import { people } from "./people.ts";
export default defineFleet({ users: people, hosts: { ${name}: { system: "x86_64-linux", stateVersion: "24.05", users: ["keith"] } } });
`;
  const people = `export const people = { keith: { fullName: "Keith", isAdmin: true, uid: 1000 } };\n`;
  const world = memoryWorld({
    files: {
      "fleet.config.ts": script("mini"),
      "people.ts": people,
      "hosts/mini.nix": "{ }",
      "hosts/maxi.nix": "{ }",
      "users/keith.nix": "{ }",
    },
    scripts: (disk) => createScriptRunner({ disk }),
  });

  it("runs with what it imports, and again with what was changed since", async () => {
    const first = await openProject(world);
    expect(first.findings).toEqual([]);
    expect([...(first.fleet?.sources.keys() ?? [])]).toEqual(["fleet.config.ts", "people.ts"]);
    world.disk.remove("/fleet/fleet.config.ts");
    world.disk.create("/fleet/fleet.config.ts", new TextEncoder().encode(script("maxi")));
    const second = await openProject(world);
    expect([...(second.fleet?.resolved.hosts.keys() ?? [])]).toEqual(["maxi"]);
  });
});

describe("writeFleet", () => {
  it("brings the disk in line, and finds nothing to do the next time", async () => {
    const world = memoryWorld({ files });
    const options = { isForced: false, isWriting: true };
    const written = await writeFleet(await openProject(world), options);
    expect(written.changes.map(({ path, kind }) => `${kind} ${path}`)).toEqual([
      "created fleet.json",
      "created fleet.lock.json",
    ]);
    expect(JSON.parse(text(world.disk.read("/fleet/fleet.json")))).toMatchObject({ version: 1 });
    const again = await writeFleet(await openProject(world), options);
    expect(again.changes.map(({ kind }) => kind)).toEqual(["unchanged", "unchanged"]);
  });

  it("writes nothing where it shall not", async () => {
    const world = memoryWorld({ files });
    await writeFleet(await openProject(world), { isForced: false, isWriting: false });
    expect(world.disk.inspect("/fleet/fleet.json")).toBeUndefined();
  });
});

describe("projectOf", () => {
  it("computes a value in memory, and says that no file was looked at", async () => {
    const project = await projectOf(declaration);
    expect(project.findings).toMatchObject([{ code: "cli/files-unread", severity: "warning" }]);
    expect(project.fleet && listAdmins(project.fleet).map(({ user }) => user)).toEqual(["keith"]);
    expect(project.files()).toEqual([]);
  });

  it("reports a getter that throws", async () => {
    const declared = {
      get users() {
        throw new Error("no");
      },
    };
    const { fleet, findings } = await projectOf(declared);
    expect(fleet).toBeUndefined();
    expect(findings).toMatchObject([{ code: "cli/config-throws" }]);
  });

  it("reports what is wrong with it as for any other", async () => {
    const wrong = {
      ...declaration,
      hosts: { mini: { ...declaration.hosts.mini, users: ["kieth"] } },
    };
    const { findings, files: emit } = await projectOf(wrong);
    expect(findings.map(({ code }) => code)).toContain("core/unknown-user");
    expect(emit()).toEqual([]);
  });

  it("has no fleet for a value that is none", async () => {
    const { fleet, findings } = await projectOf(42);
    expect(fleet).toBeUndefined();
    expect(findings).toMatchObject([{ code: "core/wrong-type" }]);
  });
});

describe("a tool that lists root everywhere", () => {
  const tool = join(import.meta.dirname, "tools", "list-root.ts");

  it("has at most twenty lines", () => {
    expect(readFileSync(tool, "utf8").trim().split("\n").length).toBeLessThanOrEqual(20);
  });

  it("names every admin of an example", () => {
    const example = join(import.meta.dirname, "../../../examples/family");
    const argv = ["--conditions=@fleet/source", tool, example];
    const output = execFileSync(process.execPath, argv, { encoding: "utf8" });
    expect(output).toContain("mini: keith (keith), by users.keith.isAdmin\n");
  });
});
