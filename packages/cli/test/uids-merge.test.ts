import { readFileSync } from "node:fs";
import { join } from "node:path";
import { git, testdir, writeFiles } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import {
  branchedRepository,
  finishMerge,
  ownDriver,
  tryGit,
  uidsOnMini,
} from "./branched-fleet.ts";
import {
  commitAll,
  declarePeople,
  peopleConfig,
  peopleRepository,
  readUids,
} from "./people-fleet.ts";
import { readDiagnostics } from "./read-report.ts";
import { runFleet } from "./run-fleet.ts";

const lock = "fleet.lock.json";
const fleet = async (folder: string, ...args: string[]) => await runFleet(folder, args);
const readText = (folder: string, path: string) => readFileSync(join(folder, path), "utf8");
const keith = { keith: {} };
const clashing = {
  base: { nixos: keith },
  ours: { nixos: { ...keith, ada: {} } },
  theirs: { nixos: { ...keith, bob: {} } },
};
const everybody = { nixos: { ...keith, ada: {}, bob: {} } };
/** On both branches somebody comes, but never to the same number. */
const peaceful = {
  base: { nixos: keith, mac: { zoe: {} } },
  ours: { nixos: { ...keith, ada: { uid: 2000 } }, mac: { zoe: {} } },
  theirs: { nixos: { ...keith, bob: { uid: 3000 } }, mac: { zoe: {}, eve: {} } },
};

describe("two branches on which somebody comes each", () => {
  it("never get through a merge of git with one uid for two people", async () => {
    const folder = await branchedRepository(clashing);
    const merged = tryGit(folder, "merge", "theirs");
    expect(merged.status).toBe(1);
    expect(merged.output).toContain(`Merge conflict in ${lock}`);
    writeFiles(folder, { "fleet.config.json": peopleConfig(everybody) });
    const run = await fleet(folder, "generate", "--force", "--json");
    expect(run.status).toBe(1);
    expect(readDiagnostics(run)).toMatchObject([
      {
        code: "cli/bad-lock",
        help: expect.stringMatching(/^Merge the two sides: fleet uids merge\. /),
      },
    ]);
  });

  it("are told of the uid that both gave away, and have to say whose stays", async () => {
    const folder = await branchedRepository(clashing);
    tryGit(folder, "merge", "theirs");
    const before = readText(folder, lock);
    const run = await fleet(folder, "uids", "merge", "--json");
    expect(run.status).toBe(1);
    expect(readDiagnostics(run)).toMatchObject([
      {
        code: "cli/uid-clash",
        message: 'The uid 1001 on NixOS is that of "ada" in ours, and of "bob" in theirs.',
        help: expect.stringMatching(/^Keep the side that machines were built from: .*--keep ours/),
      },
    ]);
    expect(readText(folder, lock)).toBe(before);
  });

  it.each([
    ["ours", { keith: 1000, ada: 1001, bob: 1002 }, "bob"],
    ["theirs", { keith: 1000, bob: 1001, ada: 1002 }, "ada"],
  ])("keep the uid of %s, and the other one gets a free one", async (side, expected, loser) => {
    const folder = await branchedRepository(clashing);
    tryGit(folder, "merge", "theirs");
    const run = await fleet(folder, "uids", "merge", "--keep", side);
    expect(run.status).toBe(0);
    expect(run.stdout).toContain(`"${loser}" has 1001 no more, and gets a free uid`);
    await finishMerge(folder, everybody);
    expect(uidsOnMini(folder)).toEqual(expected);
    expect((await fleet(folder, "generate", "--check")).status).toBe(0);
    expect(git(folder, "status", "--porcelain")).toBe("");
  });

  it("are told whose the uid is by the merge, which nothing undoes", async () => {
    const folder = await branchedRepository(clashing);
    tryGit(folder, "merge", "theirs");
    await fleet(folder, "uids", "merge", "--keep", "ours");
    declarePeople(folder, everybody);
    const found = readDiagnostics(await fleet(folder, "check", "--json"));
    expect(found.find(({ code }) => code === "cli/ledger-edited")).toMatchObject({
      message: `"bob" has the uid 1001 on "mini", and would get 1002, because ${lock} has 1001 as that of "ada".`,
      help: expect.stringMatching(/^Where two branches were merged so.*: fleet generate --force\./),
    });
    expect((await fleet(folder, "generate", "--force")).status).toBe(0);
    expect(uidsOnMini(folder)).toEqual({ keith: 1000, ada: 1001, bob: 1002 });
  });

  it("are merged without a word where each got another uid", async () => {
    const folder = await branchedRepository(peaceful);
    tryGit(folder, "merge", "theirs");
    expect(await fleet(folder, "uids", "merge")).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^Merged fleet\.lock\.json\.\nNext: fleet generate/),
    });
    expect(readUids(folder)).toEqual({
      accounts: {
        1000: "keith",
        2000: "ada",
        3000: "bob",
        "macbook/502": "zoe",
        "macbook/503": "eve",
      },
    });
  });

  it("keep who left on one of them, and who came", async () => {
    const folder = await branchedRepository({
      base: { nixos: { keith: {}, traci: {} } },
      ours: { nixos: { keith: {} } },
      theirs: { nixos: { keith: {}, traci: {}, zoe: {} } },
    });
    tryGit(folder, "merge", "theirs");
    await fleet(folder, "uids", "merge");
    await finishMerge(folder, { nixos: { keith: {}, zoe: {} } });
    expect(readUids(folder)).toEqual({
      accounts: { 1000: "keith", 1002: "zoe" },
      tombstones: { 1001: "traci" },
    });
  });

  it.each([
    ["by what the file says, without a driver", undefined, 0, "core/bad-ledger"],
    ["by the marks that the driver leaves", ownDriver, 1, "cli/bad-lock"],
  ])(
    "are stopped also where git sees no conflict, since one came and left: %s",
    async (_, driver, status, code) => {
      const folder = await branchedRepository({ base: {}, ours: {}, theirs: {}, driver });
      const write = (accounts: object, tombstones: object) => {
        const held = { 1000: "keith", 1001: "traci", 1005: "eve", ...accounts };
        const uids = { accounts: held, tombstones: { 1003: "henry", ...tombstones } };
        writeFiles(folder, { [lock]: `${JSON.stringify({ uids, version: 1 }, null, 2)}\n` });
        commitAll(folder, "by hand");
      };
      write({}, {});
      git(folder, "checkout", "--quiet", "-b", "other");
      write({ 1002: "zoe" }, {});
      git(folder, "checkout", "--quiet", "ours");
      write({}, { 1002: "ada" });
      expect(tryGit(folder, "merge", "--no-edit", "other").status).toBe(status);
      const found = readDiagnostics(await fleet(folder, "check", "--json"));
      expect(found.map((one) => one.code)).toEqual([code]);
      if (driver === undefined) {
        expect(found).toMatchObject([
          {
            message: expect.stringContaining('1002 is that of "zoe" in `accounts`, and of "ada"'),
            help: expect.stringMatching(/^Keep the line of the person whose machines/),
          },
        ]);
        return;
      }
      const side = (name: string) => git(folder, "show", `${name}:${lock}`);
      expect(readText(folder, lock)).toBe(
        `<<<<<<< ours\n${side("ours")}=======\n${side("other")}>>>>>>> theirs\n`,
      );
    },
  );
});

describe("as a merge driver of git", () => {
  it("merges what does not clash, so that git reports nothing of it", async () => {
    const folder = await branchedRepository({ ...peaceful, driver: ownDriver });
    const { output } = tryGit(folder, "merge", "theirs");
    expect(output).not.toContain(`Merge conflict in ${lock}`);
    expect(readUids(folder)).toEqual({
      accounts: {
        1000: "keith",
        2000: "ada",
        3000: "bob",
        "macbook/502": "zoe",
        "macbook/503": "eve",
      },
    });
    expect(git(folder, "ls-files", "--unmerged", "--", lock)).toBe("");
  });

  it("leaves a conflict that nobody overlooks where both gave away one uid", async () => {
    const folder = await branchedRepository({ ...clashing, driver: ownDriver });
    const { status, output } = tryGit(folder, "merge", "theirs");
    expect(status).toBe(1);
    expect(output).toContain('The uid 1001 on NixOS is that of "ada" in ours');
    expect(output).toContain(`Merge conflict in ${lock}`);
    expect(readText(folder, lock)).toMatch(/^<{7} ours$/m);
    expect((await fleet(folder, "uids", "merge", "--keep", "theirs")).status).toBe(0);
    await finishMerge(folder, everybody);
    expect(uidsOnMini(folder)).toEqual({ keith: 1000, bob: 1001, ada: 1002 });
  });

  it.each(["<<<<<<< ours\n{}\n=======\n{}\n>>>>>>> theirs\n", "{"])(
    "takes what both sides come from for nothing where it is in conflict itself: %j",
    async (base) => {
      const text = (accounts: object) => JSON.stringify({ uids: { accounts }, version: 1 });
      const ours = text({ 1000: "keith", 1001: "ada" });
      const folder = testdir({ base, ours, theirs: text({ 1000: "keith", 1002: "bob" }) });
      expect((await fleet(folder, "uids", "merge", "base", "ours", "theirs")).status).toBe(0);
      expect(JSON.parse(readText(folder, "ours")).uids).toEqual({
        accounts: { 1000: "keith", 1001: "ada", 1002: "bob" },
      });
    },
  );

  it("leaves one where a side cannot be read", async () => {
    const files = { base: "", ours: '{ "version": 1 }\n', theirs: '{ "version": 9 }\n' };
    const folder = testdir(files);
    const run = await fleet(folder, "uids", "merge", "base", "ours", "theirs", "--json");
    expect(run.status).toBe(1);
    expect(readDiagnostics(run)).toMatchObject([
      { code: "cli/bad-lock", file: "fleet.lock.json (theirs)" },
    ]);
    expect(readText(folder, "ours")).toMatch(/^<{7} ours$/m);
  });

  it.each([
    [["a"], "cli/unknown-option"],
    [["a", "b"], "cli/unknown-option"],
    [["a", "b", "c"], "cli/unreadable-file"],
  ])("wants three files that are there: %j", async (operands, code) => {
    const run = await fleet(testdir(), "uids", "merge", ...operands, "--json");
    expect(readDiagnostics(run).map((found) => found.code)).toEqual([code]);
  });
});

describe("fleet uids merge", () => {
  const text = (parts: object) => `${JSON.stringify({ ...parts, version: 1 }, null, 2)}\n`;
  const merge = async (base: object, ours: object, theirs: object, ...more: string[]) => {
    const files = { base: text(base), ours: text(ours), theirs: text(theirs) };
    const folder = testdir(files);
    const run = await fleet(folder, "uids", "merge", "base", "ours", "theirs", "--json", ...more);
    return { run, merged: () => JSON.parse(readText(folder, "ours")) };
  };
  const record = (files: Record<string, string[]>, debts: object[] = []) => ({
    secrets: {
      debts,
      seen: Object.entries(files).map(([file, ids]) => ({
        files: [file],
        recipients: Object.fromEntries(ids.map((id) => [id, null])),
      })),
    },
  });

  it("merges also what is owed since readers of secrets have gone", async () => {
    const debt = { file: "a.yaml", recipient: "t", reader: null, isRotated: false };
    const open = { ...debt, acknowledged: null };
    const { run, merged } = await merge(
      record({ "a.yaml": ["k", "t"] }),
      record({ "a.yaml": ["k"] }, [open]),
      record({ "a.yaml": ["k", "t"], "b.yaml": ["k"] }),
    );
    expect(run.status).toBe(0);
    expect(merged()).toEqual({
      secrets: {
        debts: [open],
        seen: [{ files: ["a.yaml", "b.yaml"], recipients: { k: null } }],
      },
      version: 1,
    });
  });

  it("takes parts that it does not know from the side that changed them", async () => {
    const { merged } = await merge({ a: 1, b: 1 }, { a: 2, b: 1 }, { a: 1, c: [3] });
    expect(merged()).toEqual({ a: 2, c: [3], version: 1 });
    const both = await merge({ a: 1 }, { a: 2 }, { a: 3 });
    expect(readDiagnostics(both.run)).toMatchObject([
      { code: "cli/uid-clash", message: expect.stringContaining('Both sides changed "a"') },
    ]);
    const kept = await merge({ a: 1 }, { a: 2 }, { a: 3 }, "--keep", "theirs");
    expect(kept.merged()).toEqual({ a: 3, version: 1 });
  });

  it("leaves to somebody one uid where each side gave another", async () => {
    const held = (accounts: object) => ({ uids: { accounts } });
    const sides = [held({}), held({ 1000: "ada" }), held({ 1001: "ada" })] as const;
    expect(readDiagnostics((await merge(...sides)).run)).toMatchObject([
      { message: '"ada" has the uid 1000 on NixOS in ours, and 1001 in theirs.' },
    ]);
    const { run, merged } = await merge(...sides, "--keep", "theirs");
    expect(JSON.parse(run.stdout)).toMatchObject({
      merged: true,
      clashes: [{ kind: "user", user: "ada", host: null, ours: 1000, theirs: 1001 }],
    });
    expect(merged().uids).toEqual({
      accounts: { 1001: "ada" },
      tombstones: { 1000: "ada" },
    });
  });

  it("says where there is nothing to merge", async () => {
    const folder = peopleRepository({ nixos: keith });
    await fleet(folder, "generate");
    expect(await fleet(folder, "uids", "merge")).toMatchObject({
      status: 0,
      stdout: "Nothing to merge: fleet.lock.json is not in conflict.\n",
    });
  });

  it("says how to bring a conflict back that git has forgotten", async () => {
    const folder = await branchedRepository(clashing);
    tryGit(folder, "merge", "theirs");
    git(folder, "add", lock);
    const run = await fleet(folder, "uids", "merge", "--json");
    expect(readDiagnostics(run)).toMatchObject([
      { code: "cli/bad-lock", help: expect.stringContaining(`git checkout --merge -- ${lock}`) },
    ]);
    git(folder, "checkout", "--quiet", "--merge", "--", lock);
    expect((await fleet(folder, "uids", "merge", "--keep", "ours")).status).toBe(0);
  });

  it("merges where the config is in conflict as well, or one side deleted the file", async () => {
    const folder = await branchedRepository({ ...clashing, theirs: clashing.base });
    git(folder, "checkout", "--quiet", "theirs");
    git(folder, "rm", "--quiet", lock);
    writeFiles(folder, { "fleet.config.json": `${peopleConfig(clashing.theirs)}\n\n` });
    commitAll(folder, "deleted");
    git(folder, "checkout", "--quiet", "ours");
    tryGit(folder, "merge", "theirs");
    expect(readText(folder, "fleet.config.json")).toContain("<<<<<<<");
    expect((await fleet(folder, "uids", "merge")).status).toBe(0);
    expect(readUids(folder)).toEqual({ accounts: { 1000: "keith", 1001: "ada" } });
  });

  it("writes to nothing but a regular file", async () => {
    const folder = testdir({ base: '{ "version": 1 }', theirs: '{ "version": 1 }' });
    const run = await fleet(folder, "uids", "merge", "base", "/dev/null", "theirs", "--json");
    expect(run.status).toBe(1);
    expect(readDiagnostics(run)).toMatchObject([
      { message: '"/dev/null" is no regular file, and the merge is written to it.' },
    ]);
  });

  it("needs a repository, or three files", async () => {
    const folder = testdir({ "fleet.config.json": peopleConfig({}), [lock]: '{ "version": 1 }' });
    const run = await fleet(folder, "uids", "merge", "--json");
    expect(readDiagnostics(run)).toMatchObject([{ code: "cli/git-failed" }]);
  });
});
