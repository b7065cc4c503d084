import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeExpiries, optionsOf } from "../../src/internal.ts";
import { endKey, latestDay } from "../../src/resolve/keys/key-ends.ts";
import { publicKey, resolveSound, sampleFleet } from "../sample-fleet.ts";

const otherKey = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${"B".repeat(43)} traci@pad`;
const linux = { system: "x86_64-linux" };
const day = "2027-06-30";
const end = 'expiry-time="20270701"';

/** A fleet in which Traci, who has two keys, says something more; she is on `mini`, and nobody on `pad`. */
function resolve(sshKeys: readonly unknown[], traci: object, more: object = {}) {
  const { fleet: declared, resolved } = resolveSound(
    sampleFleet({
      users: {
        keith: { isAdmin: true, sshKeys: [publicKey] },
        traci: { sshKeys: [otherKey, { env: "KEY_TRACI", options: "restrict" }], ...traci },
      },
      hosts: {
        mini: { ...linux, users: { keith: {}, traci: {} } },
        pad: { ...linux, users: ["keith"] },
      },
      root: sshKeys.length === 0 ? [] : [{ sshKeys }],
      ...more,
    }),
  );
  const keysOn = (host: string) => resolved.hosts.get(host)?.root.sshKeys.map(({ value }) => value);
  return { declared, resolved, keysOn };
}

const ended = [`${end} ${otherKey}`, { env: "KEY_TRACI", options: `${end},restrict` }];

describe("the key of somebody whose account ends", () => {
  it.each([
    ["the person", "user:traci"],
    ["everybody on the host", "users"],
    ["everybody on another host", "users@mini"],
    ["the admins", "admins"],
    ["the admins of another host", "admins@mini"],
  ])("ends as root's, by an expression for %s", (_, expression) => {
    const { keysOn } = resolve([expression], { expires: day, isAdmin: true });
    expect(keysOn("mini")).toEqual(expect.arrayContaining(ended));
    if (!/^(?:users|admins)$/.test(expression))
      expect(keysOn("pad")).toEqual(expect.arrayContaining(ended));
  });

  it("ends where it stands as it is, with what options and comment ever", () => {
    const bare = otherKey.replace(" traci@pad", "");
    const { keysOn } = resolve([bare, `from="10.0.0.0/8" ${otherKey}`], { expires: day });
    const keys = [`${end} ${bare}`, `${end},from="10.0.0.0/8" ${otherKey}`];
    expect(keysOn("mini")).toEqual(keys);
    expect(keysOn("pad")).toEqual(keys);
  });

  it("ends by the day of the placement there, and by the user's where there is none", () => {
    const placed = { keith: {}, traci: { expires: "2028-12-31" } };
    const hosts = { mini: { ...linux, users: placed }, pad: { ...linux, users: ["keith"] } };
    const { keysOn } = resolve(["user:traci"], { expires: day }, { hosts });
    expect(keysOn("mini")?.[0]).toBe(`expiry-time="20290101" ${otherKey}`);
    expect(keysOn("pad")?.[0]).toBe(ended[0]);
  });

  it("that only a placement has ends there, too", () => {
    const key = otherKey.replaceAll("B", "C");
    const placed = { keith: {}, traci: { sshKeys: [key], expires: day } };
    const hosts = { mini: { ...linux, users: placed } };
    expect(resolve([key], {}, { hosts }).keysOn("mini")).toEqual([`${end} ${key}`]);
  });

  it("is good as long as it is for one of those who have it", () => {
    const shared = (keith: object) => ({
      users: {
        keith: { isAdmin: true, sshKeys: [otherKey], ...keith },
        traci: { sshKeys: [otherKey], expires: day },
      },
    });
    const keysOf = (keith: object) => resolve([otherKey], {}, shared(keith)).keysOn("mini");
    expect(keysOf({})).toEqual([otherKey]);
    expect(keysOf({ expires: "2028-12-31" })).toEqual([`expiry-time="20290101" ${otherKey}`]);
    const both = resolve(["user:traci", "user:keith"], {}, shared({}));
    expect(both.keysOn("mini")).toEqual([otherKey]);
    expect(both.resolved.hosts.get("mini")?.root.sshKeys[0]?.owners).toEqual([
      "user:traci",
      "user:keith",
    ]);
  });

  it("ends as a service account's, unless it is somebody else's besides", () => {
    const foreign = otherKey.replaceAll("B", "C");
    const serviceAccounts = {
      copies: { purpose: "x", sshKeys: [otherKey, foreign], hosts: ["mini"] },
    };
    const { resolved, keysOn } = resolve(["service:copies"], { expires: day }, { serviceAccounts });
    const keys = [ended[0], foreign];
    expect(resolved.hosts.get("mini")?.serviceAccounts.get("copies")?.sshKeys).toEqual(keys);
    expect(keysOn("pad")).toEqual(keys);
  });

  it("is told of where they log in as root alone", () => {
    const fleet = resolve(
      ["user:traci"],
      { expires: day },
      {
        hosts: { pad: { ...linux, users: ["keith"] } },
      },
    );
    expect([...describeExpiries(fleet, "2027-07-01")]).toMatchObject([
      { code: "core/account-ended", path: ["users", "traci", "expires"] },
    ]);
  });
});

describe("ending a key", () => {
  const days = fc
    .date({ min: new Date("1970-01-02"), max: new Date("9999-12-30"), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));

  it("leaves a line that sshd takes, good up to the earliest of its ends", () => {
    const options = fc.constantFrom("", "restrict ", 'command="say \\"hi\\"",no-pty ');
    fc.assert(
      fc.property(options, days, days, (before, first, second) => {
        const key = endKey(endKey(`${before}${publicKey}`, first), second);
        const [earliest = ""] = [first, second].sort();
        const read = optionsOf(key);
        expect(read.expires).toBe(optionsOf(endKey(publicKey, earliest)).expires);
        expect(read.names.filter((name) => name !== "expiry-time")).toEqual(
          optionsOf(`${before}${publicKey}`).names,
        );
        expect(endKey(key, second)).toEqual(key);
      }),
    );
  });

  it("is nothing where one of several days is none", () => {
    expect(latestDay([day, undefined])).toBe(undefined);
    expect(latestDay([])).toBe(undefined);
    expect(latestDay([day, "2026-01-01"])).toBe(day);
    expect(endKey(publicKey, undefined)).toBe(publicKey);
  });
});
