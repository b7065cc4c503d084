import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { testdir, testRepository, writeFiles } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { declarePeople, peopleRepository, readUids, uidInFleet } from "./people-fleet.ts";
import { readDiagnostics, readOnlyDiagnostic } from "./read-report.ts";
import { runFleet } from "./run-fleet.ts";

const lock = "fleet.lock.json";
const generate = async (folder: string, ...args: string[]) =>
  await runFleet(folder, ["generate", ...args]);
const readText = (folder: string, path: string) => readFileSync(join(folder, path), "utf8");
const codes = (run: Awaited<ReturnType<typeof generate>>) =>
  readDiagnostics(run).map(({ code }) => code);

describe("fleet generate", () => {
  it("gives everybody a uid, and writes down whose it is", async () => {
    const folder = peopleRepository({
      nixos: { keith: { uid: 1000 }, zoe: {}, ada: {} },
      mac: { keith: { uid: 501, isAdmin: true }, ada: {} },
    });
    expect((await generate(folder)).stdout).toMatch(
      /^Created fleet\.json\nCreated fleet\.lock\.json\n/,
    );
    expect(readText(folder, lock)).toBe(`{
  "uids": {
    "accounts": {
      "1000": "keith",
      "1001": "ada",
      "1002": "zoe",
      "macbook/501": "keith",
      "macbook/502": "ada"
    }
  },
  "version": 1
}
`);
    expect(uidInFleet(folder, "mini", "ada")).toBe(1001);
    expect(uidInFleet(folder, "macbook", "ada")).toBe(502);
    expect((await generate(folder)).stdout).toMatch(
      /^Unchanged fleet\.json\nUnchanged fleet\.lock\.json\n/,
    );
  });

  it("reads what it wrote of hosts whose ids are whole names, and frees a uid of one", async () => {
    const write = (people: readonly string[]) => ({
      "fleet.config.json": JSON.stringify({
        users: { ada: { uid: 1000, isAdmin: true }, ben: {}, zoe: {} },
        hosts: {
          "web1.example.org": { system: "x86_64-linux", users: { ada: {}, ben: { uid: 1007 } } },
          "mac1.example.org": {
            system: "aarch64-darwin",
            users: Object.fromEntries(people.map((id) => [id, id === "ada" ? { uid: 501 } : {}])),
          },
        },
        defaults: { stateVersion: "24.11" },
      }),
    });
    const files = ["users/ada", "users/ben", "users/zoe", "hosts/web1.example.org"];
    const folder = testRepository({
      ...write(["ada", "ben", "zoe"]),
      ...Object.fromEntries([...files, "hosts/mac1.example.org"].map((it) => [`${it}.nix`, "{ }"])),
    });
    expect((await generate(folder)).status).toBe(0);
    expect(readUids(folder)).toMatchObject({
      accounts: { "web1.example.org/1007": "ben", "mac1.example.org/502": "ben" },
    });
    expect((await generate(folder)).stdout).toContain("Unchanged fleet.lock.json\n");
    expect(codes(await runFleet(folder, ["check", "--json"]))).not.toContain("core/bad-ledger");
    writeFiles(folder, write(["ada", "ben"]));
    await generate(folder);
    const free = ["uids", "free", "503", "--host", "mac1.example.org", "--yes"];
    expect(await runFleet(folder, free)).toMatchObject({ status: 0, stderr: "" });
    expect(readUids(folder)).toMatchObject({ freed: { "mac1.example.org/503": "zoe" } });
    expect((await generate(folder)).status).toBe(0);
  });

  it("takes nobody's uid away, whoever comes and goes", async () => {
    const folder = peopleRepository({ nixos: { keith: {}, traci: {} } });
    await generate(folder);
    declarePeople(folder, { nixos: { ada: {}, traci: {} } });
    await generate(folder);
    expect(readUids(folder)).toEqual({
      accounts: { 1001: "traci", 1002: "ada" },
      tombstones: { 1000: "keith" },
    });
    declarePeople(folder, { nixos: { ada: {}, keith: {}, traci: {} } });
    await generate(folder);
    expect(readUids(folder)).toEqual({
      accounts: { 1000: "keith", 1001: "traci", 1002: "ada" },
    });
  });

  it("says whom it gave a uid, and who gets an old one back", async () => {
    const mac = { keith: { uid: 501, isAdmin: true } };
    const folder = peopleRepository({ nixos: { keith: { uid: 1000 }, ada: {} }, mac });
    expect((await generate(folder)).stdout).toContain(
      "fleet.lock.json\nAllotted 1001 to ada\nWho has an account there already keeps its uid: declare what `id -u LOGIN` prints on the machine.\n\n",
    );
    declarePeople(folder, { nixos: { keith: { uid: 1000 } }, mac: { ...mac, zoe: {} } });
    expect((await generate(folder)).stdout).toContain("Allotted 502 to zoe on macbook\n");
    declarePeople(folder, { nixos: { keith: { uid: 1000 }, ada: {} }, mac });
    expect((await generate(folder, "--dry-run")).stdout).toContain("ada would get 1001 back");
    const run = await generate(folder, "--json");
    expect(JSON.parse(run.stdout).allotted).toEqual([
      { user: "ada", host: null, uid: 1001, isBack: true },
    ]);
    declarePeople(folder, { nixos: { keith: { uid: 1000 }, ada: {} }, mac: { ...mac, zoe: {} } });
    expect((await generate(folder)).stdout).toContain("zoe gets 502 back on macbook\n");
    expect((await generate(folder)).stdout).not.toMatch(/[Aa]llot|back/);
  });

  it("allots nothing where it writes nothing for an error", async () => {
    const folder = peopleRepository({ nixos: { keith: { uid: 7 }, ada: {} } });
    expect(JSON.parse((await generate(folder, "--json")).stdout)).toMatchObject({
      ok: false,
      allotted: [],
    });
  });

  it("keeps what else is in the file", async () => {
    const folder = peopleRepository({ nixos: { keith: {} } });
    const others = { secrets: { seen: [], debts: [] }, more: { b: 2, a: [1] } };
    writeFiles(folder, { [lock]: JSON.stringify({ version: 1, ...others }) });
    expect((await generate(folder)).stdout).toContain("Updated fleet.lock.json");
    expect(JSON.parse(readText(folder, lock))).toEqual({
      ...others,
      uids: { accounts: { 1000: "keith" } },
      version: 1,
    });
  });

  it("writes no such file where nobody has an account that fleet numbers", async () => {
    const config = `users: { keith: { fullName: Keith } }
hosts: { laptop: { system: x86_64-linux, platform: linux, stateVersion: "24.05", users: [keith] } }
`;
    const folder = testRepository({ "fleet.config.yaml": config, "users/keith.nix": "{ }\n" });
    expect((await generate(folder, "--json")).status).toBe(0);
    expect(existsSync(join(folder, lock))).toBe(false);
  });

  it.each(["--check", "--dry-run"])(
    "writes nothing with %s, and says that it would",
    async (option) => {
      const folder = peopleRepository({ nixos: { keith: {} } });
      const run = await generate(folder, option);
      expect(run.stdout).toContain("Missing: would create fleet.lock.json");
      expect(run.status).toBe(option === "--check" ? 1 : 0);
      expect(readUids(folder)).toBeUndefined();
      await generate(folder);
      declarePeople(folder, { nixos: { keith: {}, traci: {} } });
      const later = await generate(folder, option);
      expect(later.stdout).toContain("Out of date: would update fleet.lock.json");
      expect(readUids(folder)).toEqual({ accounts: { 1000: "keith" } });
      if (option === "--check") expect(later.stdout).toContain('+      "1001": "traci"');
    },
  );

  it("counts the file as drift also where nothing else changes", async () => {
    const folder = peopleRepository({ nixos: { keith: { uid: 1000 } } });
    await generate(folder);
    const text = readText(folder, lock);
    writeFiles(folder, { [lock]: '{ "version": 1 }\n' });
    expect((await generate(folder, "--check")).status).toBe(1);
    await generate(folder);
    expect(readText(folder, lock)).toBe(text);
  });

  it("writes it, through a link, inside of the fleet's folder alone", async () => {
    const inside = peopleRepository({ nixos: { keith: {} } });
    writeFiles(inside, { "kept/lock.json": '{ "version": 1 }' });
    symlinkSync("kept/lock.json", join(inside, lock));
    expect((await generate(inside)).status).toBe(0);
    expect(readText(inside, "kept/lock.json")).toContain('"1000": "keith"');
    const outside = peopleRepository({ nixos: { keith: {} } });
    const elsewhere = testdir({ "lock.json": '{ "version": 1 }' });
    symlinkSync(join(elsewhere, "lock.json"), join(outside, lock));
    expect(codes(await generate(outside, "--json"))).toEqual(["cli/bad-lock"]);
    expect(readText(elsewhere, "lock.json")).toBe('{ "version": 1 }');
  });
});

const lockOf = (accounts: object, more: object = {}) =>
  JSON.stringify({ uids: { accounts }, version: 1, ...more });

/** Each with the codes, and a part of the help of the first. */
const damaged: [title: string, text: string, codes: string[], help: string | RegExp][] = [
  ["empty", "", ["cli/bad-lock"], /from git/],
  ["cut off", lockOf({ 1000: "keith" }).slice(0, 40), ["cli/bad-lock"], /from git/],
  ["no object", "[1]", ["cli/bad-lock"], /from git/],
  ["without a version", "{}", ["cli/bad-lock"], /from git/],
  ["of a newer version", '{ "version": 2 }', ["cli/bad-lock"], /update this one/],
  [
    "in conflict",
    '{\n<<<<<<< ours\n"version": 1\n=======\n"version": 1\n>>>>>>> theirs\n}',
    ["cli/bad-lock"],
    "Merge the two sides: fleet uids merge",
  ],
  [
    "merged so that a uid is given twice",
    '{ "uids": { "nixos": { "accounts": { "1000": "keith", "1000": "ada" } } }, "version": 1 }',
    ["cli/bad-lock"],
    /^Keep the line of the person whose machines were built with it/,
  ],
  [
    "of two versions",
    '{ "version": 1, "version": 1 }',
    ["cli/bad-lock"],
    "Take one of the two out.",
  ],
  ["nested without end", "[".repeat(100_000), ["cli/bad-lock"], /from git/],
  [
    "of the form with a block for each Mac",
    JSON.stringify({ uids: { nixos: { accounts: { 1000: "keith" } } }, version: 1 }),
    ["core/bad-ledger"],
    /^Move its lines to `accounts`/,
  ],
  ["without uids", JSON.stringify({ uids: 7, version: 1 }), ["core/bad-ledger"], /from git/],
  ["with a key that is no uid", lockOf({ x: "keith" }), ["core/bad-ledger"], /from git/],
  ["with a user that is none", lockOf({ 1000: 7 }), ["core/bad-ledger"], /from git/],
  [
    "with a name that a terminal would obey",
    lockOf({ 1000: "\u001b]0;x\u0007" }),
    ["core/bad-ledger"],
    /from git/,
  ],
  [
    "with several mistakes",
    lockOf({ 1000: "keith", 1001: "keith", x: "ada" }),
    ["core/bad-ledger", "core/bad-ledger"],
    /from git|`tombstones`/,
  ],
  [
    "with a uid that somebody has and somebody had",
    JSON.stringify({
      uids: { accounts: { 1000: "keith" }, tombstones: { 1000: "ada" } },
      version: 1,
    }),
    ["core/bad-ledger"],
    /^Keep the line of the person/,
  ],
];

describe("a fleet.lock.json that is damaged", () => {
  it.each(damaged)("keeps everything from being written: %s", async (_, text, expected, help) => {
    const folder = peopleRepository({
      nixos: { keith: {}, traci: {} },
      mac: { keith: { isAdmin: true }, traci: {} },
    });
    writeFiles(folder, { [lock]: text });
    const run = await generate(folder, "--json", "--force");
    expect(run.status).toBe(1);
    const found = readDiagnostics(run);
    expect(found.map(({ code }) => code)).toEqual(expected);
    expect(found[0]).toMatchObject({ file: lock, help: expect.stringMatching(help) });
    expect(readText(folder, lock)).toBe(text);
    expect(existsSync(join(folder, "fleet.json"))).toBe(false);
  });

  it("is quoted so that no terminal obeys it", async () => {
    const folder = peopleRepository({ nixos: { keith: {} } });
    writeFiles(folder, { [lock]: lockOf({ 1000: "\u001b]0;x\u0007" }) });
    const { stderr } = await generate(folder);
    expect(stderr).toContain("cannot be a user id");
    expect(stderr).not.toContain("\u001b");
  });

  it("is reported by fleet check, with the line and both owners", async () => {
    const folder = peopleRepository({ nixos: { keith: {} } });
    await generate(folder);
    const text = readText(folder, lock);
    const twice = text.replace('"1000": "keith"', '"1000": "keith",\n      "1000": "ada"');
    writeFiles(folder, { [lock]: twice });
    expect(readOnlyDiagnostic(await runFleet(folder, ["check", "--json"]))).toMatchObject({
      code: "cli/bad-lock",
      file: lock,
      line: 5,
      column: 7,
      message: '"fleet.lock.json" cannot be used. The uid 1000 is given to both "keith" and "ada".',
    });
  });
});

describe("a Mac with an admin whose uid nobody said", () => {
  it("is an error, and writes nothing", async () => {
    const folder = peopleRepository({ mac: { keith: { isAdmin: true }, traci: {} } });
    const run = await generate(folder, "--json");
    expect(readOnlyDiagnostic(run)).toMatchObject({
      code: "core/uid-needed",
      help: expect.stringContaining("`id -u LOGIN`"),
    });
    expect(readUids(folder)).toBeUndefined();
  });
});
