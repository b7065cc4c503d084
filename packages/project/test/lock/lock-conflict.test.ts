import type { ProgramEnd, RunProgram } from "@fleet/diagnostics";
import { describe, expect, it } from "vitest";
import { memoryWorld, type World } from "../../src/index.ts";
import { mergeLockFiles, mergeLockInRoot } from "../../src/ledger.ts";

const lock = "fleet.lock.json";
const textOf = (accounts: object) => `${JSON.stringify({ uids: { accounts }, version: 1 })}\n`;
const base = textOf({ 1000: "keith" });
const ours = textOf({ 1000: "keith", 1001: "ada" });
const theirs = textOf({ 1000: "keith", 1001: "bob" });
const peaceful = textOf({ 1000: "keith", 1002: "bob" });
const paths = { base: "base", ours: "ours", theirs: "theirs" };
const read = (world: World, path: string) => new TextDecoder().decode(world.disk.read(path));
const uidsIn = (world: World, path: string) => JSON.parse(read(world, path)).uids;
const undecided = { kept: undefined };

describe("mergeLockFiles", () => {
  const three = (sides: object) => memoryWorld({ files: { base, ours, theirs, ...sides } });

  it("puts the result where ours was", () => {
    const world = three({ theirs: peaceful });
    expect(mergeLockFiles(world, paths, undecided)).toMatchObject({ diagnostics: [] });
    const accounts = { 1000: "keith", 1001: "ada", 1002: "bob" };
    expect(uidsIn(world, "/fleet/ours")).toEqual({ accounts });
  });

  it("leaves both sides as a conflict where they do not agree, and says on what", () => {
    const world = three({});
    const { diagnostics, merge } = mergeLockFiles(world, paths, undecided);
    expect(merge).toBeUndefined();
    expect(diagnostics).toMatchObject([
      {
        code: "cli/uid-clash",
        message: 'The uid 1001 on NixOS is that of "ada" in ours, and of "bob" in theirs.',
      },
    ]);
    expect(read(world, "/fleet/ours")).toBe(
      `<<<<<<< ours\n${ours}=======\n${theirs}>>>>>>> theirs\n`,
    );
  });

  it.each([
    ["ours", "ada"],
    ["theirs", "bob"],
  ] as const)("keeps the uids of the side that was named: %s", (kept, user) => {
    const world = three({});
    const { merge } = mergeLockFiles(world, paths, { kept });
    expect(merge?.clashes).toHaveLength(1);
    expect(uidsIn(world, "/fleet/ours").accounts).toMatchObject({ 1001: user });
  });

  it("reads files from the folder of the world, and reports one that is not there", () => {
    const world = { ...three({}), folder: "/elsewhere" };
    expect(mergeLockFiles(world, paths, undecided).diagnostics).toMatchObject([
      { code: "cli/unreadable-file" },
    ]);
  });
});

/** git with the three sides of the lock file, or with none. */
function gitWith(stages: readonly string[], added: string[] = []): RunProgram {
  const answer = (output: string): ProgramEnd => ({
    end: "exit",
    status: 0,
    output: new TextEncoder().encode(output),
    log: "",
  });
  return async ({ arguments: args }) => {
    if (args.includes("add")) added.push(args.at(-1) ?? "");
    if (args.includes("cat-file")) return answer(stages[Number(args.at(-1)) - 1] ?? "");
    const listed = stages.map((_, index) => `100644 ${index + 1} ${index + 1}\t${lock}\0`);
    return answer(args.includes("ls-files") ? listed.join("") : "");
  };
}

describe("mergeLockInRoot", () => {
  const open = (text: string, run: RunProgram) =>
    memoryWorld({ files: { "fleet.config.json": "<<<<<<< ours", [lock]: text }, run });

  it("merges the sides that git has, though the config is in conflict, and tells git", async () => {
    const added: string[] = [];
    const world = open(ours, gitWith([base, ours, peaceful], added));
    expect(await mergeLockInRoot(world, {}, undecided)).toMatchObject({ diagnostics: [] });
    expect(uidsIn(world, `/fleet/${lock}`).accounts).toMatchObject({ 1001: "ada", 1002: "bob" });
    expect(added).toEqual([lock]);
  });

  it("writes nothing, and tells git nothing, where the sides do not agree", async () => {
    const added: string[] = [];
    const world = open(ours, gitWith([base, ours, theirs], added));
    expect((await mergeLockInRoot(world, {}, undecided)).diagnostics).toHaveLength(1);
    expect(read(world, `/fleet/${lock}`)).toBe(ours);
    expect(added).toEqual([]);
  });

  it("says that there is no conflict, and how to bring one back that git has forgotten", async () => {
    expect(await mergeLockInRoot(open(ours, gitWith([])), {}, undecided)).toEqual({
      diagnostics: [],
      isUnneeded: true,
    });
    const marked = open(`<<<<<<< ours\n${ours}=======\n>>>>>>> theirs\n`, gitWith([]));
    expect((await mergeLockInRoot(marked, {}, undecided)).diagnostics).toMatchObject([
      { code: "cli/bad-lock", help: expect.stringContaining("git checkout --merge") },
    ]);
  });

  it("reports what keeps it from being done: no config, no git", async () => {
    const nowhere = await mergeLockInRoot(memoryWorld(), {}, undecided);
    expect(nowhere.diagnostics).toMatchObject([{ code: "cli/no-config" }]);
    const world = memoryWorld({ files: { "fleet.config.json": "{}", [lock]: ours } });
    const { diagnostics } = await mergeLockInRoot(world, {}, undecided);
    expect(diagnostics).toMatchObject([{ code: "cli/git-failed" }]);
  });
});
