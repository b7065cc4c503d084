import { describe, expect, it } from "vitest";
import { resolveSound, sampleFleet } from "../sample-fleet.ts";

/** The one account of a fleet of one user and one host. */
function accountOf(
  user: object,
  placement: object = {},
  rest: { host?: object; defaults?: object } = {},
) {
  const { resolved } = resolveSound(
    sampleFleet({
      users: { keith: { fullName: "Keith", ...user } },
      hosts: { mini: { system: "x86_64-linux", users: { keith: placement }, ...rest.host } },
      defaults: { stateVersion: "24.05", ...rest.defaults },
    }),
  );
  const account = resolved.hosts.get("mini")?.accounts.get("keith");
  if (account === undefined) throw new Error("bug: keith has no account");
  return account;
}

describe("an account", () => {
  it("has what follows from its user and its host where nothing else is said", () => {
    expect(accountOf({})).toMatchObject({
      user: "keith",
      fullName: "Keith",
      email: undefined,
      description: "Keith",
      username: { value: "keith", origin: "built-in" },
      uid: { value: 1000, origin: "ledger" },
      homeDirectory: { value: "/home/keith", origin: "built-in" },
      shell: { value: "bash", origin: "built-in" },
      isAdmin: { value: false, origin: "built-in" },
      groups: [],
      sshKeys: [],
    });
  });

  const values = {
    username: ["ada", "eve"],
    uid: [1000, 1001],
    isAdmin: [true, false],
    shell: ["fish", "zsh"],
    homeDirectory: ["/srv/ada", "/srv/eve"],
  } as const;

  it.each(Object.entries(values))(
    "takes its %s from the user, and rather from the placement",
    (key, [general, special]) => {
      const ofUser = accountOf({ [key]: general });
      const ofPlacement = accountOf({ [key]: general }, { [key]: special });
      expect(ofUser).toMatchObject({
        [key]: { value: general, origin: "user", path: ["users", "keith", key] },
      });
      expect(ofPlacement).toMatchObject({
        [key]: {
          value: special,
          origin: "placement",
          path: ["hosts", "mini", "users", "keith", key],
        },
      });
    },
  );

  it("lives under its login name", () => {
    expect(accountOf({ username: "ada" }).homeDirectory.value).toBe("/home/ada");
  });

  it("lives and works as Macs do on a Mac", () => {
    const account = accountOf(
      { extraGroups: ["video"] },
      {},
      { host: { system: "aarch64-darwin" } },
    );
    expect(account).toMatchObject({
      homeDirectory: { value: "/Users/keith" },
      shell: { value: "zsh" },
      groups: [],
    });
  });

  it("has the shell of the fleet before that of the platform", () => {
    const account = accountOf({}, {}, { defaults: { shell: "nushell" } });
    expect(account.shell).toEqual({
      value: "nushell",
      origin: "defaults",
      path: ["defaults", "shell"],
    });
  });

  it("is described otherwise than by the full name where the user says so", () => {
    expect(accountOf({ fullName: undefined })).toMatchObject({
      fullName: "keith",
      description: "keith",
    });
    expect(accountOf({ fullName: undefined, username: "k", description: "A boss" })).toMatchObject({
      fullName: "keith",
      description: "A boss",
    });
    expect(accountOf({ description: "The boss" })).toMatchObject({
      fullName: "Keith",
      description: "The boss",
    });
  });
});
