import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { emptyLedger, parseLedger } from "@fleet/core/internal";
import { testdir, writeFiles } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { writeChanges } from "../../src/disk/write-files.ts";
import { compareLock } from "../../src/lock/lock-change.ts";
import { parseLock, readLockFile, renderLock, writeLockParts } from "../../src/lock/lock-file.ts";
import { nodeWorld } from "../../src/node/index.ts";

const world = nodeWorld();

const file = "fleet.lock.json";
const readText = (folder: string) => readFileSync(join(folder, file), "utf8");
const ledgerOf = (accounts: object) => parseLedger({ accounts }, file).value;

describe("the text of fleet.lock.json", () => {
  const uids = ledgerOf({ 1000: "keith", 999: "ada" });
  const secrets = { seen: [{ recipients: { z: null, a: "user:keith" }, files: [] }], debts: [] };
  const others = JSON.parse('{ "zz": 1, "9": [{ "b": 1, "a": 2 }], "__proto__": { "x": 1 } }');

  it("comes back as the parts that it was made of", () => {
    const text = renderLock({ secrets, uids, others });
    const { diagnostics, ...parts } = parseLock(text, file);
    expect(diagnostics).toEqual([]);
    expect(parts.uids).toEqual(uids);
    expect(parts.secrets).toEqual(secrets);
    expect(JSON.stringify(parts.others)).toBe('{"9":[{"a":2,"b":1}],"__proto__":{"x":1},"zz":1}');
    expect(renderLock(parts)).toBe(text);
  });

  it("may be laid out in another way", () => {
    const compact = JSON.stringify(JSON.parse(renderLock({ secrets, uids, others: {} })));
    for (const text of [compact, ` ${compact}\r\n`]) {
      expect(parseLock(text, file)).toMatchObject({ uids, diagnostics: [] });
    }
  });

  it("says nothing of what is empty", () => {
    expect(renderLock({ secrets: undefined, uids: emptyLedger, others: {} })).toBe(
      '{\n  "version": 1\n}\n',
    );
  });
});

describe("writing one part", () => {
  it("keeps what the others have become meanwhile", () => {
    const folder = testdir({ [file]: '{ "version": 1, "secrets": { "a": 1 } }' });
    writeFiles(folder, { [file]: '{ "version": 1, "secrets": { "a": 2 }, "more": 3 }' });
    expect(writeLockParts(world, folder, { uids: ledgerOf({ 1000: "keith" }) })).toEqual([]);
    expect(JSON.parse(readText(folder))).toEqual({
      more: 3,
      secrets: { a: 2 },
      uids: { accounts: { 1000: "keith" } },
      version: 1,
    });
  });

  it("leaves a file that is damaged", () => {
    const folder = testdir({ [file]: '{ "version": 1, "uids": { "accounts": [] } }' });
    const before = readText(folder);
    expect(writeLockParts(world, folder, { secrets: {} })).toMatchObject([
      { code: "core/bad-ledger" },
    ]);
    expect(readText(folder)).toBe(before);
  });
});

describe("a ledger that has to be kept", () => {
  const ledger = ledgerOf({ 1000: "keith" });

  const other = (folder: string, path: string) => {
    const change = {
      path,
      kind: "created",
      target: join(folder, path),
      before: undefined,
    } as const;
    return { ...change, stamp: "intact", after: Buffer.from("x") } as const;
  };

  it("is written with all the rest, or not at all", () => {
    const folder = testdir();
    const { value } = compareLock(world.disk, folder, {
      lock: readLockFile(world.disk, folder),
      ledger: ledger,
    });
    const problems = writeChanges(world, [...value, other(folder, "missing/fleet.json")]);
    expect(problems).toMatchObject([{ code: "cli/cannot-write", file: "missing/fleet.json" }]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("is there before what follows from it", () => {
    const folder = testdir({ "fleet.json/in-the-way": "" });
    const { value, diagnostics } = compareLock(world.disk, folder, {
      lock: readLockFile(world.disk, folder),
      ledger: ledger,
    });
    expect(diagnostics).toEqual([]);
    expect(value).toMatchObject([{ path: file, kind: "created", isKept: true }]);
    expect(writeChanges(world, [other(folder, "fleet.json"), ...value])).toHaveLength(1);
    expect(readdirSync(folder)).toEqual(["fleet.json", file]);
    expect(
      compareLock(world.disk, folder, { lock: readLockFile(world.disk, folder), ledger: ledger })
        .value,
    ).toMatchObject([{ kind: "unchanged" }]);
  });

  it("does not replace one that was written since", () => {
    const folder = testdir();
    const lock = readLockFile(world.disk, folder);
    writeLockParts(world, folder, { uids: ledgerOf({ 1000: "ada" }) });
    expect(compareLock(world.disk, folder, { lock: lock, ledger: ledger })).toMatchObject({
      value: [],
      diagnostics: [{ code: "cli/file-changed", file }],
    });
    writeLockParts(world, folder, { uids: ledger });
    expect(compareLock(world.disk, folder, { lock: lock, ledger: ledger })).toMatchObject({
      value: [{ kind: "unchanged" }],
      diagnostics: [],
    });
  });

  it("is no reason for a file where it is empty", () => {
    const folder = testdir();
    expect(
      compareLock(world.disk, folder, {
        lock: readLockFile(world.disk, folder),
        ledger: emptyLedger,
      }).value,
    ).toEqual([]);
    writeFiles(folder, { [file]: '{"version":1,"secrets":{}}' });
    expect(
      compareLock(world.disk, folder, {
        lock: readLockFile(world.disk, folder),
        ledger: emptyLedger,
      }).value,
    ).toEqual([]);
  });
});
