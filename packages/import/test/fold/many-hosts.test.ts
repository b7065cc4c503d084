import { fc, test } from "@fast-check/vitest";
import { compareNames } from "@fleet/diagnostics";
import { describe, expect, it } from "vitest";
import { internFound } from "../../src/fold/intern-found.ts";
import { createKeyReader } from "../../src/fold/key-reader.ts";
import { createLeftList } from "../../src/fold/left-list.ts";
import { findErrors } from "../../src/fold/mend/declaration-errors.ts";
import { thinDeclaration } from "../../src/fold/mend/thin-declaration.ts";
import { readAccount } from "../../src/fold/people/account-facts.ts";
import { createAccountReader } from "../../src/fold/people/account-reader.ts";
import type { FoundFleet } from "../../src/found/found-fleet.ts";
import { arbitraryFound } from "../support/arbitrary-found.ts";
import { compute, filesOf, fold } from "../support/folded-fleet.ts";

/** Fleets in which several hosts are alike but for their names, and objects are none of the others'. */
const arbitraryMany = fc
  .tuple(arbitraryFound, fc.integer({ min: 2, max: 4 }))
  .map(([{ hosts, homes }, count]): FoundFleet => {
    const many = hosts.flatMap((host) =>
      Array.from({ length: count }, (_, index) => {
        const copy = structuredClone(host);
        return index === 0 ? copy : { ...copy, name: `${host.name.slice(0, 40)}-${index}` };
      }),
    );
    const once = new Map(many.map((host) => [host.name, host]));
    return { hosts: [...once.values()].sort((a, b) => compareNames(a.name, b.name)), homes };
  });

describe("a fleet with many hosts that are alike", () => {
  test.prop([arbitraryMany])("is proposed as a declaration without errors", async (found) => {
    await compute(fold(found).declaration, filesOf(found));
  });

  test.prop([arbitraryMany])("is the same when equal accounts are one object", (found) => {
    expect(internFound(found)).toEqual(found);
  });

  test.prop([arbitraryMany])("has its accounts read as each by itself", (found) => {
    const { hosts } = internFound(found);
    const keys = createKeyReader();
    const [plain, quick] = [createLeftList(), createLeftList()];
    const readOnce = createAccountReader({ left: quick, keys });
    for (const host of hosts) {
      const platform = host.platform ?? ("linux" as const);
      const folded = { id: host.name, found: host, platform, system: "x86_64-linux" };
      for (const user of host.users) {
        const account = { host: folded, user, homes: [] };
        const expected = { ...readAccount(account, { left: plain, keys }), ...account };
        expect(readOnce(account)).toEqual(expected);
      }
    }
    expect(quick.items()).toEqual(plain.items());
  });
});

describe("a declaration with the accounts of one host of each kind", () => {
  const system = "x86_64-linux" as const;
  const users = { ada: { isAdmin: true }, ben: {} };

  it("has none on the others that say the same, and keeps what somebody names", () => {
    const plain = { system, users: ["ada"] } as const;
    const thinned = thinDeclaration({
      users,
      hosts: { a: plain, b: { ...plain, modules: ["b.nix"] }, c: plain, d: { system } },
      groups: { media: { members: ["ada"], hosts: ["c"] } },
    });
    expect(thinned.hosts).toEqual({
      a: plain,
      b: { system, modules: ["b.nix"] },
      c: plain,
      d: { system },
    });
  });

  it("still has what is wrong with any", () => {
    const wrong = { system, users: { ben: { extraGroups: ["wheel"] } } } as const;
    const declaration = { users, hosts: { a: { system }, b: wrong, c: wrong } } as const;
    const codes = findErrors(thinDeclaration(declaration)).map(({ code }) => code);
    expect(codes).toContain("core/wheel-without-admin");
  });
});
