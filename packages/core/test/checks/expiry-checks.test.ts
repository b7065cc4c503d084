import { formatPath } from "@fleet/diagnostics";
import { describe, expect, it } from "vitest";
import { describeExpiries } from "../../src/internal.ts";
import { resolveSound, sampleFleet, withMini } from "../sample-fleet.ts";
import { type CheckRow, describeChecks } from "./check-table.ts";

const at = "hosts.mini.users.traci.expires";
const traci = (own: object, mini: object = {}) =>
  withMini({ users: { keith: {}, traci: own }, ...mini });
const ofUser = (own: object, mini: object = {}) => ({
  ...traci({}, mini),
  users: { keith: { isAdmin: true }, traci: own },
});
const mac = {
  system: "aarch64-darwin",
  primaryUser: "keith",
  users: { keith: { uid: 501 }, traci: {} },
};

const bad = ["2027-02-30", "2027-6-30", "30.06.2027", "", "never", "2027-06-30T00:00:00Z"];
const rows: CheckRow[] = [
  ["nothing of a day", traci({ expires: "2027-06-30" }), []],
  ["nothing of a leap day", ofUser({ expires: "2028-02-29" }), []],
  ...bad.map(
    (expires): CheckRow => [
      `${JSON.stringify(expires)}`,
      traci({ expires }),
      [`core/bad-expiry at ${at}`],
    ],
  ),
  [
    "a day before days are counted",
    ofUser({ expires: "1969-12-31" }),
    ["core/bad-expiry at users.traci.expires"],
  ],
  [
    "the last day there is",
    ofUser({ expires: "9999-12-31" }),
    ["core/bad-expiry at users.traci.expires"],
  ],
  ["a number", traci({ expires: 20270630 }), [`core/wrong-type at ${at}`]],
  [
    "a placement on a Mac",
    traci({}, { ...mac, users: { keith: { uid: 501 }, traci: { expires: "2027-06-30" } } }),
    [`core/expiry-off-nixos at ${at}`],
  ],
  [
    "a user who is on Macs alone",
    ofUser({ expires: "2027-06-30" }, mac),
    ["core/expiry-off-nixos at users.traci.expires"],
  ],
  [
    "nothing of a user who is on a Mac beside NixOS",
    sampleFleet({
      users: { keith: { isAdmin: true }, traci: { expires: "2027-06-30" } },
      hosts: { mini: { system: "x86_64-linux", users: ["keith", "traci"] }, mac },
    }),
    [],
  ],
];

describeChecks("the last day of an account", rows);

describe("an account with a last day", () => {
  const resolve = (user: object, placement: object = {}) => {
    const { fleet: declared, resolved } = resolveSound({
      ...traci(placement),
      users: { keith: { isAdmin: true }, traci: user },
    });
    return { declared, resolved, account: resolved.hosts.get("mini")?.accounts.get("traci") };
  };

  it("has that of its placement rather than the user's", () => {
    expect(resolve({ expires: "2027-06-30" }).account?.expires).toMatchObject({
      value: "2027-06-30",
      origin: "user",
    });
    expect(
      resolve({ expires: "2027-06-30" }, { expires: "2028-06-30" }).account?.expires,
    ).toMatchObject({
      value: "2028-06-30",
      origin: "placement",
    });
  });

  it("has none where it is disabled", () => {
    expect(resolve({ expires: "2027-06-30" }, { isDisabled: true }).account?.expires).toBe(
      undefined,
    );
  });

  it.each([
    ["2027-05-30", []],
    ["2027-05-31", [["core/account-ends", "warning", "in 30 days"]]],
    ["2027-06-29", [["core/account-ends", "warning", "tomorrow"]]],
    ["2027-06-30", [["core/account-ends", "warning", "today"]]],
    ["2027-07-01", [["core/account-ended", "error", "ended with 2027-06-30"]]],
    ["no day", []],
  ])("is told of on %s", (day, expected) => {
    const found = [...describeExpiries(resolve({ expires: "2027-06-30" }), day)];
    expect(found.map(({ code, severity, path }) => [code, severity, formatPath(path)])).toEqual(
      expected.map(([code, severity]) => [code, severity, "users.traci.expires"]),
    );
    for (const [index, [, , words]] of expected.entries())
      expect(found[index]?.message).toContain(words);
  });

  it.each<[string, object, object]>([
    ["its user's", { expires: "2027-06-30" }, {}],
    ["that of its placement", {}, { expires: "2027-06-30" }],
    [
      "its user's, where only its placement lets it in",
      { expires: "2027-06-30", isDisabled: true },
      { isDisabled: false },
    ],
  ])("is mended as the finding says, where the day is %s", (_, user, placement) => {
    const [found] = describeExpiries(resolve(user, placement), "2027-07-01");
    const cure = /disable it and keep its uid: (\S+): true\.$/.exec(found?.help ?? "")?.[1];
    const cured = { isDisabled: true };
    const after = {
      "users.traci.isDisabled": resolve({ ...user, ...cured }, placement),
      "hosts.mini.users.traci.isDisabled": resolve(user, { ...placement, ...cured }),
    };
    const fleet = new Map(Object.entries(after)).get(cure ?? "");
    expect(fleet?.account?.isDisabled.value).toBe(true);
    expect(fleet === undefined ? undefined : [...describeExpiries(fleet, "2027-07-01")]).toEqual(
      [],
    );
  });
});
