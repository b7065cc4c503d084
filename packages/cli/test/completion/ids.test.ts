import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { memoryWorld } from "@fleet/project";
import { findConfigFile } from "@fleet/project/internal";
import { git, testdir, testRepository } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { configNames } from "../../src/completion/fleet-root.ts";
import { listRevisions } from "../../src/completion/git-revisions.ts";
import { listIds } from "../../src/completion/ids.ts";
import { idKinds } from "../../src/completion/suggestion.ts";
import { runFleet, spawnFleet } from "../run-fleet.ts";
import { hostileFleets, hostileIds, unofferedIds } from "./hostile-ids.ts";

const fleetJson = {
  version: 1,
  homes: { "ada@mini": { host: "mini", user: "ada" } },
  hosts: {
    mini: {
      platform: "nixos",
      tags: ["laptop", "office"],
      accounts: { ada: { home: { profile: "minimal" } }, bob: {} },
    },
    tower: { platform: "darwin", accounts: { ada: {} } },
  },
  secrets: {
    keys: { "host:mini": [], "operator:ci": [], "user:ada": [], "user:cleo": [] },
    files: [{ path: "secrets/db.yaml" }, { path: "secrets/hosts/mini/**" }, { path: "*.yaml" }],
  },
};
const lock = {
  version: 1,
  uids: {
    accounts: { "1000": "ada" },
    tombstones: { "1001": "cleo", "tower/503": "dan", "web1.example.org/1007": "eve" },
  },
};
const files = {
  "fleet.config.json": "{}",
  "fleet.json": JSON.stringify(fleetJson),
  "fleet.lock.json": JSON.stringify(lock),
  "below/keep": "",
};
const list = (folder: string, kind: string, asked?: string) =>
  listIds(kind, { from: folder, asked }).map(([id]) => id);

describe("ids for completion", () => {
  it.each([
    ["hosts", ["mini", "tower"]],
    ["operators", ["ci"]],
    ["readers", ["mini", "ci", "ada", "cleo"]],
    ["homes", ["ada@mini"]],
    ["deploy-targets", ["mini", "tower", "ada@mini", "tag:laptop", "tag:office"]],
    ["secret-files", ["secrets/db.yaml", "secrets/hosts/mini/"]],
    ["former-uids", ["1001", "503", "1007"]],
    ["uid-hosts", ["tower", "web1.example.org"]],
    ["users", ["ada", "bob", "cleo"]],
    ["profiles", ["minimal"]],
    ["tags", ["laptop", "office"]],
    ["secret-owners", ["host:mini", "host:tower", "user:ada", "user:bob", "user:cleo"]],
  ])("come from the files that fleet wrote: %s", (kind, ids) => {
    expect(list(testdir(files), kind)).toEqual(ids);
    expect(idKinds).toContain(kind);
  });

  it("are the branches and tags of git, loose and packed, in a fleet or not", () => {
    const folder = testRepository({ "below/keep": "" });
    git(folder, "commit", "--quiet", "--message", "one");
    git(folder, "branch", "feature/wifi");
    git(folder, "tag", "v1");
    git(folder, "pack-refs", "--all");
    git(folder, "branch", "later");
    const head = git(folder, "branch", "--show-current").trim();
    const names = ["feature/wifi", "later", head, "v1"].sort();
    expect(listRevisions(join(folder, "below")).map(([name]) => name)).toEqual(names);
    expect(listRevisions(testdir())).toEqual([]);
    const { stdout } = spawnFleet(folder, ["completion", "--ids", "revisions"]);
    expect(stdout).toContain("feature/wifi\tbranch\n");
  });

  it("are those of the fleet upwards, with paths from where one is", () => {
    const folder = testdir(files);
    expect(list(join(folder, "below"), "secret-files")).toEqual([
      "../secrets/db.yaml",
      "../secrets/hosts/mini/",
    ]);
  });

  it.each([
    ["fleets/a\\ b", ["mini", "tower"]],
    ["'fleets/a b'", ["mini", "tower"]],
    ['"fleets/a b"', ["mini", "tower"]],
    ["./fleets/a' 'b", ["mini", "tower"]],
    ["$(touch pwned)", []],
    ["`touch pwned`", []],
    ["$PWD/fleets", []],
    ["'open", []],
    ["", []],
    ["fleets", []],
  ])(
    "are those of the folder behind --root, of which the shell computes nothing: %s",
    (asked, ids) => {
      const all = Object.entries(files).map(([path, text]) => [`fleets/a b/${path}`, text]);
      expect(list(testdir(Object.fromEntries(all)), "hosts", asked)).toEqual(ids);
    },
  );

  it("are the same with the index of a large fleet.json, and with one that is out of date", async () => {
    const folder = testdir(largeFleet());
    await runFleet(folder, ["generate"]);
    const kinds = idKinds.filter((kind) => kind !== "former-uids");
    const indexed = kinds.map((kind) => list(folder, kind));
    expect(existsSync(join(folder, "fleet.index.json"))).toBe(true);
    writeFileSync(join(folder, "fleet.index.json"), '{ "version": 1, "size": 5, "hosts": {} }');
    expect(kinds.map((kind) => list(folder, kind))).toEqual(indexed);
    expect(indexed.map((ids) => ids.length)).toEqual([
      400, 1, 403, 1, 401, 4, 0, 401, 2, 0, 0, 0, 402, 0,
    ]);
  });

  it("that are hostile come as they are, and none that would be an option or break a line", () => {
    const ids = [...hostileIds, ...unofferedIds];
    const folder = testdir(hostileFleets(ids));
    for (const [index, id] of ids.entries()) {
      const isOffered = hostileIds.includes(id);
      expect(list(join(folder, `${index}`), "hosts")).toEqual(isOffered ? [id] : []);
      expect(list(join(folder, `${index}`), "readers")).toEqual(isOffered ? [id] : []);
    }
  });
});

describe("no ids, and no word", () => {
  it.each([
    ["where there is no fleet.json", { "fleet.json": undefined }],
    ["where it is damaged", { "fleet.json": '{ "version": 1, "hosts": {' }],
    ["where it is something else", { "fleet.json": '{ "version": 2, "hosts": { "a": {} } }' }],
    ["where it is no object", { "fleet.json": "[null, 7]" }],
    ["where its parts are of other kinds", { "fleet.json": '{"version":1,"hosts":7,"homes":"x"}' }],
    ["where it is empty", { "fleet.json": "" }],
    ["where there is no fleet", { "fleet.json": undefined, "fleet.config.json": undefined }],
  ])("%s", (_, changes) => {
    const left = Object.entries({ ...files, "fleet.lock.json": "{", ...changes }).flatMap(
      ([path, text]) => (text === undefined ? [] : [[path, text]]),
    );
    const folder = testdir(Object.fromEntries(left));
    for (const kind of ["hosts", "former-uids", "nonsense"]) {
      const run = spawnFleet(folder, ["completion", "--ids", kind]);
      expect(run).toMatchObject({ status: 0, stdout: "", stderr: "" });
    }
  });

  it("where fleet.json is a folder, a link, a pipe that never ends, or may not be read", () => {
    const folder = testdir({ "fleet.config.json": "{}" });
    mkdirSync(join(folder, "fleet.json"));
    expect(list(folder, "hosts")).toEqual([]);
    const pipe = testdir({ "fleet.config.json": "{}" });
    expect(spawnSync("mkfifo", [join(pipe, "fleet.json")]).status).toBe(0);
    expect(list(pipe, "hosts")).toEqual([]);
    const linked = testdir({ ...files, "fleet.json.other": files["fleet.json"] });
    rmSync(join(linked, "fleet.json"));
    symlinkSync("fleet.json.other", join(linked, "fleet.json"));
    expect(list(linked, "hosts")).toEqual([]);
    const closed = testdir(files);
    chmodSync(join(closed, "fleet.json"), 0o000);
    const run = spawnFleet(closed, ["completion", "--ids", "hosts"]);
    expect(run).toMatchObject({ status: 0, stderr: "" });
  });

  it("from a config, which is never run", () => {
    const config = 'import { writeFileSync } from "node:fs"; writeFileSync("ran", "");';
    const { "fleet.config.json": _, ...others } = files;
    const folder = testdir({ ...others, "fleet.config.mjs": config });
    const run = spawnFleet(folder, ["completion", "--ids", "hosts"]);
    expect(run).toMatchObject({ status: 0, stdout: "mini\tnixos\ntower\tdarwin\n", stderr: "" });
    expect(existsSync(join(folder, "ran"))).toBe(false);
  });
});

describe("the names of configs", () => {
  it("are those by which every command finds a fleet", () => {
    for (const name of configNames) {
      const world = memoryWorld({ files: { [name]: "{}" } });
      expect(findConfigFile(world, {})).toMatchObject({ ok: true, value: { name } });
    }
    const missing = findConfigFile(memoryWorld({ files: {} }), {});
    const [, ...endings] = configNames.map((name) => name.slice("fleet.config".length));
    const said = missing.ok ? "" : missing.diagnostics[0]?.help;
    expect(said?.match(/\.\w+(?=[, .])/g)).toEqual(endings);
  });
});

/** 400 hosts, of which one has two accounts: beyond the size from which the index is used. */
function largeFleet(): Record<string, string> {
  const age = "age1qyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqs3290gq";
  const hosts = Array.from({ length: 400 }, (_, index) => [
    `host${index}`,
    {
      system: "x86_64-linux",
      stateVersion: "24.05",
      users: index === 0 ? { ada: {}, bob: { home: "standalone" } } : ["ada"],
    },
  ]);
  const declaration = {
    users: { ada: { fullName: "Ada", isAdmin: true, ageKeys: [age] }, bob: { fullName: "Bob" } },
    hosts: Object.fromEntries(hosts),
    operators: { ci: { ageKeys: [age] } },
    secrets: {},
  };
  const modules = ["users/ada.nix", "users/bob.nix", ...hosts.map(([id]) => `hosts/${id}.nix`)];
  return {
    "fleet.config.json": JSON.stringify(declaration),
    ...Object.fromEntries(modules.map((path) => [path, "{ }\n"])),
  };
}
