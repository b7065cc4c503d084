import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fc, it } from "@fast-check/vitest";
import { parseLedger, spaceOf, type UidLedger } from "@fleet/core/internal";
import { isError } from "@fleet/diagnostics";
import { parseLock, renderLock } from "@fleet/project/internal";
import { git, testRepository, writeFiles } from "@fleet/test-kit";
import { afterAll, describe, expect } from "vitest";
import { tryGit } from "./branched-fleet.ts";
import { commitAll } from "./people-fleet.ts";

const folder = mkdtempSync(join(tmpdir(), "fleet-merges-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const names = ["ada", "bob", "fay", "jon", "keith"];
const hosts = [undefined, "air", "studio", "zen"];

/** What somebody does to a ledger. */
interface Step {
  readonly kind: "come" | "leave" | "free" | "renumber" | "set up";
  readonly host: string | undefined;
  readonly user: string;
}

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom("come", "come", "come", "leave", "free", "renumber", "set up"),
  host: fc.constantFrom(...hosts),
  user: fc.constantFrom(...names),
});

interface Place {
  readonly host: string | undefined;
  readonly uid: number;
}

const keyOf = ({ host, uid }: Place) => `${host ?? ""}/${uid}`;

/** By place, whose it is and whether it still is. */
type State = ReadonlyMap<string, Place & { readonly user: string; readonly isFormer: boolean }>;

function take(state: State, { kind, host, user }: Step): State {
  const after = new Map(state);
  const there = [...state.values()].filter((one) => one.host === host);
  if (kind === "set up" && host !== undefined && there.length === 0) {
    // A Mac like another one has the same people with the same numbers.
    const [one] = [...state.values()].filter((other) => other.host !== undefined);
    const like = [...state.values()].filter((other) => other.host === one?.host);
    for (const person of like) after.set(keyOf({ ...person, host }), { ...person, host });
  }
  const own = there.find((one) => one.user === user && !one.isFormer);
  const former = there.find((one) => one.user === user && one.isFormer);
  if (kind === "free" && former !== undefined) after.delete(keyOf(former));
  const bury = own !== undefined && (kind === "leave" || kind === "renumber");
  if (bury) after.set(keyOf(own), { ...own, isFormer: true });
  if (kind === "come" && own === undefined && former !== undefined) {
    after.set(keyOf(former), { ...former, isFormer: false });
  } else if ((kind === "come" && own === undefined) || (kind === "renumber" && bury)) {
    let uid = host === undefined ? 1000 : 501;
    while (after.has(keyOf({ host, uid }))) uid++;
    after.set(keyOf({ host, uid }), { host, uid, user, isFormer: false });
  }
  return after;
}

function textOf(state: State): string {
  const part = (isFormer: boolean) =>
    Object.fromEntries(
      [...state.values()]
        .filter((one) => one.isFormer === isFormer)
        .map(({ host, uid, user }) => [host === undefined ? uid : `${host}/${uid}`, user]),
    );
  const { value, diagnostics } = parseLedger({ accounts: part(false), tombstones: part(true) }, "");
  if (diagnostics.length > 0) throw new Error("bug: the test makes a ledger that is none");
  return renderLock({ secrets: undefined, uids: value, others: {} });
}

/** What git makes of two texts; undefined where it finds a conflict. */
function mergeByGit(base: string, ours: string, theirs: string): string | undefined {
  writeFiles(folder, { base, ours, theirs });
  const args = ["merge-file", "--stdout", "--quiet", "ours", "base", "theirs"];
  const { status, stdout } = spawnSync("git", args, { cwd: folder, encoding: "utf8" });
  return status === 0 ? stdout : undefined;
}

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

function ownerIn(ledger: UidLedger, { host, uid }: Place): string | undefined {
  const { accounts, tombstones } = spaceOf(ledger, host);
  return accounts.get(uid) ?? tombstones.get(uid);
}

/** The text of a ledger in which everybody has an account. */
function accountsOf(accounts: Record<string, string>): string {
  const { value } = parseLedger({ accounts }, "");
  return renderLock({ secrets: undefined, uids: value, others: {} });
}

describe("git merge", () => {
  it("does not move somebody's line to another Mac", () => {
    const lock = "fleet.lock.json";
    const repository = testRepository({ [lock]: accountsOf({ "studio/501": "keith" }) });
    const commit = (accounts: Record<string, string>) => {
      writeFiles(repository, { [lock]: accountsOf(accounts) });
      commitAll(repository, "somebody comes");
    };
    commitAll(repository, "base");
    git(repository, "checkout", "--quiet", "-b", "theirs");
    commit({ "studio/501": "keith", "studio/502": "fay" });
    git(repository, "checkout", "--quiet", "-b", "ours", "HEAD~1");
    commit({ "air/501": "keith", "studio/501": "keith", "studio/502": "jon" });
    const { status, output } = tryGit(repository, "merge", "theirs");
    expect(status).toBe(1);
    expect(output).toContain(`Merge conflict in ${lock}`);
  });
});

describe("the lines of two ledgers that git merges by itself", () => {
  it.prop(
    [
      fc.array(step, { maxLength: 5 }),
      fc.array(step, { minLength: 1, maxLength: 4 }),
      fc.array(step, { minLength: 1, maxLength: 4 }),
    ],
    { numRuns: 400 },
  )("never give a number to somebody else without being reported", (before, here, there) => {
    const base = before.reduce(take, new Map());
    const [ours, theirs] = [here.reduce(take, base), there.reduce(take, base)];
    const merged = mergeByGit(textOf(base), textOf(ours), textOf(theirs));
    if (merged === undefined) return;
    const { uids, diagnostics } = parseLock(merged, "fleet.lock.json");
    if (diagnostics.some(isError)) return;
    const places = new Map([...base, ...ours, ...theirs]);
    for (const [key, place] of places) {
      const [was, our, their] = [base.get(key), ours.get(key), theirs.get(key)];
      const owner = ownerIn(uids, place);
      if (isSame(our, was)) expect([key, owner]).toEqual([key, their?.user]);
      else if (isSame(their, was)) expect([key, owner]).toEqual([key, our?.user]);
      else if (our !== undefined && their !== undefined) {
        expect([key, our.user]).toEqual([key, their.user]);
        expect([key, owner]).toEqual([key, our.user]);
      } else expect([undefined, our?.user, their?.user]).toContain(owner);
    }
  });
});
