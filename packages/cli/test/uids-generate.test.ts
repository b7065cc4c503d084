import { existsSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { declarePeople, peopleRepository, readUids, uidInFleet } from "./people-fleet.ts";
import { readDiagnostics, readOnlyDiagnostic } from "./read-report.ts";
import { runFleet, testdir, testRepository, writeFiles } from "./testdir.ts";

const lock = "fleet.lock.json";
const generate = (folder: string, ...args: string[]) => runFleet(folder, ["generate", ...args]);
const readText = (folder: string, path: string) => readFileSync(join(folder, path), "utf8");
const codes = (run: ReturnType<typeof generate>) => readDiagnostics(run).map(({ code }) => code);

/** The findings of a run but for what git does not track. */
function findings(run: ReturnType<typeof generate>) {
  return readDiagnostics(run).filter(({ code }) => code !== "cli/untracked-file");
}

describe("fleet generate", () => {
  it("gives everybody a uid, and writes down whose it is", () => {
    const folder = peopleRepository({
      nixos: { keith: { uid: 1000 }, zoe: {}, ada: {} },
      mac: { keith: { uid: 501, isAdmin: true }, ada: {} },
    });
    expect(generate(folder).stdout).toMatch(/^Created fleet\.json\nCreated fleet\.lock\.json\n/);
    expect(readText(folder, lock)).toBe(`{
  "uids": {
    "darwin": {
      "macbook": {
        "accounts": {
          "501": "keith",
          "502": "ada"
        }
      }
    },
    "nixos": {
      "accounts": {
        "1000": "keith",
        "1001": "ada",
        "1002": "zoe"
      }
    }
  },
  "version": 1
}
`);
    expect(uidInFleet(folder, "mini", "ada")).toBe(1001);
    expect(uidInFleet(folder, "macbook", "ada")).toBe(502);
    expect(generate(folder).stdout).toMatch(
      /^Unchanged fleet\.json\nUnchanged fleet\.lock\.json\n/,
    );
  });

  it("takes nobody's uid away, whoever comes and goes", () => {
    const folder = peopleRepository({ nixos: { keith: {}, traci: {} } });
    generate(folder);
    declarePeople(folder, { nixos: { ada: {}, traci: {} } });
    generate(folder);
    expect(readUids(folder)).toEqual({
      nixos: { accounts: { 1001: "traci", 1002: "ada" }, tombstones: { 1000: "keith" } },
    });
    declarePeople(folder, { nixos: { ada: {}, keith: {}, traci: {} } });
    generate(folder);
    expect(readUids(folder)).toEqual({
      nixos: { accounts: { 1000: "keith", 1001: "traci", 1002: "ada" } },
    });
  });

  it("keeps what else is in the file", () => {
    const folder = peopleRepository({ nixos: { keith: {} } });
    const others = { secrets: { seen: [], debts: [] }, more: { b: 2, a: [1] } };
    writeFiles(folder, { [lock]: JSON.stringify({ version: 1, ...others }) });
    expect(generate(folder).stdout).toContain("Updated fleet.lock.json");
    expect(JSON.parse(readText(folder, lock))).toEqual({
      ...others,
      uids: { nixos: { accounts: { 1000: "keith" } } },
      version: 1,
    });
  });

  it("writes no such file where nobody has an account that fleet numbers", () => {
    const config = `users: { keith: { fullName: Keith } }
hosts: { laptop: { system: x86_64-linux, platform: linux, stateVersion: "24.05", users: [keith] } }
`;
    const folder = testRepository({ "fleet.config.yaml": config, "users/keith.nix": "{ }\n" });
    expect(generate(folder, "--json").status).toBe(0);
    expect(existsSync(join(folder, lock))).toBe(false);
  });

  it.each(["--check", "--dry-run"])("writes nothing with %s, and says that it would", (option) => {
    const folder = peopleRepository({ nixos: { keith: {} } });
    const run = generate(folder, option);
    expect(run.stdout).toContain("Missing: would create fleet.lock.json");
    expect(run.status).toBe(option === "--check" ? 1 : 0);
    expect(readUids(folder)).toBeUndefined();
    generate(folder);
    declarePeople(folder, { nixos: { keith: {}, traci: {} } });
    const later = generate(folder, option);
    expect(later.stdout).toContain("Out of date: would update fleet.lock.json");
    expect(readUids(folder)).toEqual({ nixos: { accounts: { 1000: "keith" } } });
    if (option === "--check") expect(later.stdout).toContain('+        "1001": "traci"');
  });

  it("counts the file as drift also where nothing else changes", () => {
    const folder = peopleRepository({ nixos: { keith: { uid: 1000 } } });
    generate(folder);
    const text = readText(folder, lock);
    writeFiles(folder, { [lock]: '{ "version": 1 }\n' });
    expect(generate(folder, "--check").status).toBe(1);
    generate(folder);
    expect(readText(folder, lock)).toBe(text);
  });

  it("writes it, through a link, inside of the fleet's folder alone", () => {
    const inside = peopleRepository({ nixos: { keith: {} } });
    writeFiles(inside, { "kept/lock.json": '{ "version": 1 }' });
    symlinkSync("kept/lock.json", join(inside, lock));
    expect(generate(inside).status).toBe(0);
    expect(readText(inside, "kept/lock.json")).toContain('"1000": "keith"');
    const outside = peopleRepository({ nixos: { keith: {} } });
    const elsewhere = testdir({ "lock.json": '{ "version": 1 }' });
    symlinkSync(join(elsewhere, "lock.json"), join(outside, lock));
    expect(codes(generate(outside, "--json"))).toEqual(["cli/bad-lock"]);
    expect(readText(elsewhere, "lock.json")).toBe('{ "version": 1 }');
  });
});

const nixos = (accounts: object, more: object = {}) =>
  JSON.stringify({ uids: { nixos: { accounts } }, version: 1, ...more });

/** Each with the codes, and a part of the help of the first. */
const damaged: [title: string, text: string, codes: string[], help: string | RegExp][] = [
  ["empty", "", ["cli/bad-lock"], /from git/],
  ["cut off", nixos({ 1000: "keith" }).slice(0, 40), ["cli/bad-lock"], /from git/],
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
  ["without uids", JSON.stringify({ uids: 7, version: 1 }), ["core/bad-ledger"], /from git/],
  ["with a key that is no uid", nixos({ x: "keith" }), ["core/bad-ledger"], /from git/],
  ["with a user that is none", nixos({ 1000: 7 }), ["core/bad-ledger"], /from git/],
  [
    "with a name that a terminal would obey",
    nixos({ 1000: "\u001b]0;x\u0007" }),
    ["core/bad-ledger"],
    /from git/,
  ],
  [
    "with several mistakes",
    nixos({ 1000: "keith", 1001: "keith", x: "ada" }),
    ["core/bad-ledger", "core/bad-ledger"],
    /from git|`tombstones`/,
  ],
  [
    "with a uid that somebody has and somebody had",
    JSON.stringify({
      uids: { nixos: { accounts: { 1000: "keith" }, tombstones: { 1000: "ada" } } },
      version: 1,
    }),
    ["core/bad-ledger"],
    /^Keep the line of the person/,
  ],
];

describe("a fleet.lock.json that is damaged", () => {
  it.each(damaged)("keeps everything from being written: %s", (_, text, expected, help) => {
    const folder = peopleRepository({
      nixos: { keith: {}, traci: {} },
      mac: { keith: { isAdmin: true }, traci: {} },
    });
    writeFiles(folder, { [lock]: text });
    const run = generate(folder, "--json", "--force");
    expect(run.status).toBe(1);
    const found = readDiagnostics(run);
    expect(found.map(({ code }) => code)).toEqual(expected);
    expect(found[0]).toMatchObject({ file: lock, help: expect.stringMatching(help) });
    expect(readText(folder, lock)).toBe(text);
    expect(existsSync(join(folder, "fleet.json"))).toBe(false);
  });

  it("is quoted so that no terminal obeys it", () => {
    const folder = peopleRepository({ nixos: { keith: {} } });
    writeFiles(folder, { [lock]: nixos({ 1000: "\u001b]0;x\u0007" }) });
    const { stderr } = generate(folder);
    expect(stderr).toContain("cannot be a user id");
    expect(stderr).not.toContain("\u001b");
  });

  it("is reported by fleet check, with the line and both owners", () => {
    const folder = peopleRepository({ nixos: { keith: {} } });
    generate(folder);
    const text = readText(folder, lock);
    const twice = text.replace('"1000": "keith"', '"1000": "keith",\n        "1000": "ada"');
    writeFiles(folder, { [lock]: twice });
    expect(readOnlyDiagnostic(runFleet(folder, ["check", "--json"]))).toMatchObject({
      code: "cli/bad-lock",
      file: lock,
      line: 6,
      column: 9,
      message: '"fleet.lock.json" cannot be used. The uid 1000 is given to both "keith" and "ada".',
    });
  });
});

describe("a uid that changes", () => {
  it("because another is declared is a warning that says what to do with the files", () => {
    const folder = peopleRepository({ nixos: { keith: {}, traci: {} } });
    generate(folder);
    declarePeople(folder, { nixos: { keith: { uid: 1234 }, traci: {} } });
    const run = generate(folder, "--json");
    expect(run.status).toBe(0);
    expect(findings(run)).toMatchObject([
      {
        code: "cli/uid-changes",
        severity: "warning",
        place: "users.keith.uid",
        message:
          'The uid of "keith" on "mini" changes from 1000 to 1234, and the files on the disks keep 1000.',
        help: expect.stringContaining("find / -xdev -uid 1000 -exec chown -h 1234 {} +"),
      },
    ]);
    expect(uidInFleet(folder, "mini", "keith")).toBe(1234);
    expect(findings(generate(folder, "--json"))).toEqual([]);
  });

  it("because the ledger was edited is an error, unless it is forced", () => {
    const folder = peopleRepository({ nixos: { keith: {}, traci: {} } });
    generate(folder);
    const edited = readText(folder, lock).replace("1001", "1005");
    writeFiles(folder, { [lock]: edited });
    const run = generate(folder, "--json");
    expect(run.status).toBe(1);
    expect(findings(run)).toMatchObject([
      {
        code: "cli/ledger-edited",
        file: lock,
        message:
          '"traci" has the uid 1001 on "mini", and would get 1005, because fleet.lock.json does not say 1001 any more.',
      },
    ]);
    expect(uidInFleet(folder, "mini", "traci")).toBe(1001);
    const forced = generate(folder, "--json", "--force");
    expect(forced.status).toBe(0);
    expect(findings(forced)).toMatchObject([{ code: "cli/uid-changes", severity: "warning" }]);
    expect(uidInFleet(folder, "mini", "traci")).toBe(1005);
  });

  it("because the ledger was deleted is one as well, where it comes out otherwise", () => {
    const folder = peopleRepository({ nixos: { keith: {}, traci: {} } });
    generate(folder);
    declarePeople(folder, { nixos: { ada: {}, keith: {}, traci: {} } });
    writeFiles(folder, { [lock]: '{ "version": 1 }' });
    expect(findings(generate(folder, "--json")).map(({ message }) => message)).toEqual([
      '"keith" has the uid 1000 on "mini", and would get 1001, because fleet.lock.json does not say 1000 any more.',
      '"traci" has the uid 1001 on "mini", and would get 1002, because fleet.lock.json does not say 1001 any more.',
    ]);
  });

  it("is a Mac's own", () => {
    const people = { keith: { uid: 501, isAdmin: true }, traci: {} };
    const folder = peopleRepository({ nixos: { keith: { uid: 1000 } }, mac: people });
    generate(folder);
    declarePeople(folder, {
      nixos: { keith: { uid: 1000 } },
      mac: { keith: { uid: 510, isAdmin: true }, traci: {} },
    });
    expect(findings(generate(folder, "--json"))).toMatchObject([
      { code: "cli/uid-changes", place: "hosts.macbook.users.keith.uid" },
    ]);
  });

  it("is none where the account was not there, or had none", () => {
    const folder = peopleRepository({ nixos: { keith: {} } });
    generate(folder);
    declarePeople(folder, { nixos: { keith: {}, traci: { uid: 2000 } } });
    expect(findings(generate(folder, "--json"))).toEqual([]);
  });

  it("is not looked for in a file that is not fleet's", () => {
    const folder = peopleRepository({ nixos: { keith: {} } });
    generate(folder);
    const text = readText(folder, "fleet.json").replace('"uid": 1000', '"uid": 1001');
    writeFileSync(join(folder, "fleet.json"), text);
    expect(findings(generate(folder, "--json")).map(({ code }) => code)).toEqual([
      "cli/edited-file",
    ]);
    expect(findings(generate(folder, "--json", "--force"))).toEqual([]);
  });
});

describe("a Mac with an admin whose uid nobody said", () => {
  it("is an error, and writes nothing", () => {
    const folder = peopleRepository({ mac: { keith: { isAdmin: true }, traci: {} } });
    const run = generate(folder, "--json");
    expect(readOnlyDiagnostic(run)).toMatchObject({
      code: "core/uid-needed",
      help: expect.stringContaining("`id -u LOGIN`"),
    });
    expect(readUids(folder)).toBeUndefined();
  });
});
