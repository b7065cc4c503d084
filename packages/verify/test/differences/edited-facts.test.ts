import { fc, test as lawTest } from "@fast-check/vitest";
import { isError } from "@fleet/diagnostics";
import { describe, expect, it } from "vitest";
import { compareDisabled } from "../../src/differences/disabled-differences.ts";
import { readHostFacts } from "../../src/facts/nix-facts.ts";
import { verifyCodes } from "../../src/index.ts";
import { accountFleet, keithsKey } from "../cases/account-fleet.ts";
import { editedCases } from "../cases/edited-cases.ts";
import { computeFleet } from "../support/computed-fleet.ts";
import { verifyFacts, verifyProbe } from "../support/recorded-verification.ts";
import { changed, readRecording, recalled } from "../support/recording.ts";

const answer = recalled(readRecording("accounts"), "as computed");
const computed = await computeFleet(accountFleet);

describe("what Nix says", () => {
  it.each(editedCases)("is an error: %s", async (_, path, value, ...found) => {
    const [what, place] = found;
    const { diagnostics } = await verifyProbe(computed, changed(answer, [path, value]));
    expect(diagnostics).toMatchObject([{ code: `verify/${what}`, severity: "error", place }]);
  });

  it.each(editedCases)("is nothing where it does not say it: %s", async (_, path) => {
    const { diagnostics } = await verifyProbe(computed, changed(answer, [path]));
    expect(diagnostics).toEqual([]);
  });

  it("of a group is an error where nothing makes the private one of an account", async () => {
    const { diagnostics } = await verifyProbe(
      computed,
      changed(answer, [["hosts", "travel", "groups"], {}]),
    );
    expect(diagnostics).toMatchObject([
      { code: "verify/absent-group", place: "hosts.travel.users.traci.primaryGroup" },
    ]);
  });

  it("of a disabled account on a Mac is an error where it has keys or a shell", async () => {
    const { fleet } = await computeFleet({
      declaration: {
        users: { keith: { fullName: "Keith", isAdmin: true }, bob: { fullName: "Bob" } },
        defaults: { stateVersion: "24.05" },
        hosts: {
          book: {
            system: "aarch64-darwin",
            primaryUser: "keith",
            users: { keith: { uid: 501 }, bob: { uid: 510, isDisabled: true } },
          },
        },
      },
      files: ["users/keith.nix", "users/bob.nix", "hosts/book.nix"],
    });
    const host = fleet.resolved.hosts.get("book");
    const account = host?.accounts.get("bob");
    if (host === undefined || account === undefined) throw new Error("bug: there is no account");
    const find = (shell: string, keyFiles: string[]) => {
      const facts = readHostFacts({
        knownUsers: ["bob"],
        privileges: { loginKeys: { bob: { keyFiles } } },
        users: { bob: { shell } },
      });
      const user = facts.users.get("bob");
      if (user === undefined) throw new Error("bug: there is no user");
      const comparison = { fleet, hasModules: true, isStale: false, digest: String };
      const found = compareDisabled(comparison, { host, account }, { user, facts });
      return [...found].map(({ code, message }) => `${code} ${message}`);
    };
    expect(find("/usr/bin/false", [])).toEqual([]);
    const of = 'verify/enabled-account "bob" on host "book" was to be disabled, and Nix';
    expect(find("zsh", ["/etc/rogue.pub"])).toEqual([
      `${of} lets it log in with the keys in "/etc/rogue.pub".`,
      `${of} gives it the shell "zsh".`,
    ]);
  });

  it("of a shell that nobody declared is for the system to say", async () => {
    const shellOf = (user: string) => ["hosts", "mini", "users", user, "shell"];
    for (const [user, found] of [
      ["traci", []],
      ["keith", [{ code: "verify/shell" }]],
    ] as const) {
      const { diagnostics } = await verifyProbe(computed, changed(answer, [shellOf(user), "zsh"]));
      expect(diagnostics).toMatchObject(found);
    }
  });

  it("of a key of root's without the end that it was to have is told of", async () => {
    const { declaration } = accountFleet;
    const keith = { fullName: "Keith", isAdmin: true, sshKeys: [keithsKey], expires: "2031-12-31" };
    const users = { ...Object(declaration).users, keith };
    const ending = await computeFleet({ ...accountFleet, declaration: { ...declaration, users } });
    const line = `expiry-time="20320101" ${keithsKey}`;
    const find = async (keys: readonly string[]) => {
      const told = changed(answer, [["hosts", "mini", "rootKeys"], keys]);
      const { diagnostics } = await verifyProbe(ending, told);
      return diagnostics.filter(({ message }) => message.includes('root on host "mini"'));
    };
    expect(await find([line])).toEqual([]);
    const found = [{ code: "verify/expires", place: "root[0].sshKeys[0]" }];
    expect(await find([keithsKey])).toMatchObject(found);
    expect(await find([line, `expiry-time="20330101" ${keithsKey}`])).toMatchObject(found);
  });

  const name = fc.constantFrom(
    "mini",
    "travel",
    "users",
    "homes",
    "keith",
    "groups",
    "uid",
    "modules",
    "units",
    "secrets",
    "identity",
    "knownUsers",
    "trustedUsers",
    "failures",
    "isNormal",
    "sshKeys",
  );
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { depthSize: "large" },
      fc.constantFrom(null, true, 0, 1000, "keith", "/home/keith"),
      fc.array(tie("tree"), { maxLength: 3 }),
      fc.dictionary(name, tie("tree"), { maxKeys: 6 }),
    ),
  }));

  lawTest.prop([tree, fc.boolean()])(
    "may be anything: it is compared, or not said",
    async (told, isFlake) => {
      const value = JSON.parse(JSON.stringify({ hosts: told, homes: told, mini: told }));
      const verify = isFlake ? verifyFacts : verifyProbe;
      const { verdicts, diagnostics } = await verify(computed, value);
      expect(verdicts).toHaveLength(3);
      for (const { code } of diagnostics)
        expect(Object.keys(verifyCodes.entries)).toContain(code.replace("verify/", ""));
      expect(
        diagnostics.every(({ severity }) => severity === "error" || severity === "warning"),
      ).toBe(true);
      expect(
        verdicts.every(
          ({ state, ...one }) => state !== "as-computed" || !one.diagnostics.some(isError),
        ),
      ).toBe(true);
    },
  );
});
