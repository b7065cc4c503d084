import { describe, expect, it } from "vitest";
import { findAll, findCodes, resolveSound, sampleFleet, withHenry } from "../sample-fleet.ts";
import { describeChecks } from "./check-table.ts";

const nixos = "x86_64-linux";

/** The sample, with a code-server for its admin and more about its host. */
function serving(codeServer: object, mini: object = {}): object {
  return sampleFleet({
    users: {
      keith: { fullName: "Keith", isAdmin: true, services: { codeServer } },
      traci: { fullName: "Traci" },
    },
    hosts: { mini: { system: nixos, users: ["keith", "traci"], ...mini } },
  });
}

/** The sample, in which placements say what runs. */
function placed(keith: object, traci: object = {}, mini: object = {}): object {
  const users = { keith: { services: keith }, traci: { services: traci } };
  return sampleFleet({ hosts: { mini: { system: nixos, users, ...mini } } });
}

const port = "users.keith.services.codeServer.port";

describeChecks("services", [
  ["a port of root's", serving({ port: 80 }), [`core/bad-port at ${port}`]],
  ["a port that there is not", serving({ port: 65536 }), [`core/bad-port at ${port}`]],
  ["a port below all", serving({ port: -1 }), [`core/bad-port at ${port}`]],
  [
    "a port of root's in a placement",
    placed({ codeServer: { port: 1023 } }),
    ["core/bad-port at hosts.mini.users.keith.services.codeServer.port"],
  ],
  [
    "an address with a port",
    serving({ port: 8080, host: "127.0.0.1:8080" }),
    ["core/bad-address at users.keith.services.codeServer.host"],
  ],
  [
    "an address that would be an option",
    serving({ port: 8080, host: "--auth none" }),
    ["core/bad-address at users.keith.services.codeServer.host"],
  ],
  [
    "an address with a byte too large",
    serving({ port: 8080, host: "127.0.0.256" }),
    ["core/bad-address at users.keith.services.codeServer.host"],
  ],
  [
    "an address of too many groups",
    serving({ port: 8080, host: "1:2:3:4:5:6:7:8:9" }),
    ["core/bad-address at users.keith.services.codeServer.host"],
  ],
  [
    "an address that is shortened by nothing",
    serving({ port: 8080, host: "1:2:3:4:5:6:7::8" }),
    ["core/bad-address at users.keith.services.codeServer.host"],
  ],
  [
    "an address with a colon too many",
    serving({ port: 8080, host: ":1::2" }),
    ["core/bad-address at users.keith.services.codeServer.host"],
  ],
  [
    "a relative working directory",
    serving({ port: 8080, workingDirectory: "projects" }),
    ["core/bad-working-directory at users.keith.services.codeServer.workingDirectory"],
  ],
  [
    "a working directory with a newline",
    serving({ port: 8080, workingDirectory: "/home/keith\nExecStartPre=/bin/x" }),
    ["core/bad-working-directory at users.keith.services.codeServer.workingDirectory"],
  ],
  [
    "a user who is nowhere because the host is misspelt, and nothing that follows from it",
    withHenry({ hosts: ["miny"], services: { codeServer: { port: 8080 } } }),
    ["core/unknown-host at users.henry.hosts[0]"],
  ],
  [
    "a user who is nowhere",
    withHenry({ services: { codeServer: { port: 8080 } } }),
    ["core/service-without-account at users.henry.services.codeServer"],
  ],
  [
    "a host where the user is not",
    withHenry({ services: { codeServer: { port: 8080, hosts: ["mini"] } } }),
    ["core/service-without-account at users.henry.services.codeServer.hosts[0]"],
  ],
  [
    "a host that is not declared",
    serving({ port: 8080, hosts: ["mini", "miny"] }),
    ["core/unknown-host at users.keith.services.codeServer.hosts[1]"],
  ],
  [
    "a Mac by name",
    serving({ port: 8080, hosts: ["mini"] }, { system: "aarch64-darwin", users: ["keith"] }),
    ["core/service-off-nixos at users.keith.services.codeServer.hosts[0]"],
  ],
  [
    "a Mac in a placement",
    placed({ codeServer: { port: 8080 } }, {}, { system: "aarch64-darwin", primaryUser: "traci" }),
    ["core/service-off-nixos at hosts.mini.users.keith.services.codeServer"],
  ],
  [
    "two on one port",
    placed({ codeServer: { port: 8080 } }, { codeServer: { port: 8080 } }),
    ["core/port-taken at hosts.mini.users.traci.services.codeServer.port"],
  ],
  [
    "one without a password outside of the tailnet",
    serving({ port: 8080, auth: "none" }, { users: ["keith"] }),
    ["core/tailscale-needed at users.keith.services.codeServer.auth"],
  ],
  [
    "one without a password on every address",
    serving({ port: 8080, auth: "none", host: "0.0.0.0" }, { users: ["keith"], tailscale: true }),
    ["core/open-service at users.keith.services.codeServer.auth"],
  ],
  [
    "one without a password where others are, for each set of others",
    sampleFleet({
      users: {
        keith: {
          fullName: "Keith",
          isAdmin: true,
          services: { codeServer: { port: 8080, auth: "none" } },
        },
        traci: { fullName: "Traci" },
        henry: { fullName: "Henry" },
      },
      hosts: {
        den: { system: nixos, tailscale: true, users: ["keith", "henry"] },
        mini: { system: nixos, tailscale: true, users: ["keith", "traci"] },
        travel: { system: nixos, tailscale: true, users: ["keith", "traci"] },
      },
    }),
    [
      "core/service-open-to-users at users.keith.services.codeServer.auth",
      "core/service-open-to-users at users.keith.services.codeServer.auth",
    ],
  ],
  [
    "the wrong type of its hosts, and nothing that follows from it",
    serving({ port: 8080, auth: "none", hosts: "mini" }),
    ["core/wrong-type at users.keith.services.codeServer.hosts"],
  ],
  [
    "the wrong type of the host's tailnet, and nothing that follows from it",
    serving({ port: 8080, auth: "none" }, { users: ["keith"], tailscale: "yes" }),
    ["core/wrong-type at hosts.mini.tailscale"],
  ],
  [
    "one without a password where others are",
    serving({ port: 8080, auth: "none" }, { tailscale: true }),
    ["core/service-open-to-users at users.keith.services.codeServer.auth"],
  ],
]);

describe("a service", () => {
  const serverOf = (declaration: object, user = "keith") =>
    resolveSound(declaration).resolved.hosts.get("mini")?.accounts.get(user)?.codeServer;

  it("listens on this machine alone and wants a password, unless it says otherwise", () => {
    expect(serverOf(serving({ port: 8080 }))).toEqual({
      value: {
        auth: "password",
        host: "127.0.0.1",
        port: 8080,
        workingDirectory: "/home/keith",
      },
      origin: "user",
      path: ["users", "keith", "services", "codeServer"],
    });
  });

  it("opens the home directory of the account, wherever that is", () => {
    const users = { keith: { homeDirectory: "/srv/keith" } };
    const server = serverOf(serving({ port: 8080 }, { users }));
    expect(server?.value.workingDirectory).toBe("/srv/keith");
  });

  it("is the placement's where it says something", () => {
    const users = { keith: { services: { codeServer: { port: 9090 } } } };
    expect(serverOf(serving({ port: 8080 }, { users }))).toMatchObject({
      value: { port: 9090 },
      origin: "placement",
      path: ["hosts", "mini", "users", "keith", "services", "codeServer"],
    });
  });

  it.each([
    [
      "null in a placement",
      serving({ port: 8080 }, { users: { keith: { services: { codeServer: null } } } }),
    ],
    [
      "switched off in a placement",
      serving(
        { port: 8080 },
        { users: { keith: { services: { codeServer: { port: 8080, enable: false } } } } },
      ),
    ],
    ["switched off", serving({ port: 8080, enable: false })],
    ["on no host", serving({ port: 8080, hosts: [] })],
  ])("does not run where it is %s", (_, declaration) => {
    expect(serverOf(declaration)).toBeUndefined();
  });

  it("runs on those of the hosts that it names", () => {
    const machine = { system: nixos, users: ["keith"] };
    const services = { codeServer: { port: 8080, hosts: ["b"] } };
    const { resolved } = resolveSound(
      sampleFleet({
        users: { keith: { fullName: "Keith", services } },
        hosts: { a: machine, b: machine, c: machine },
      }),
    );
    const running = [...resolved.hosts].filter(
      ([, host]) => host.accounts.get("keith")?.codeServer,
    );
    expect(running.map(([id]) => id)).toEqual(["b"]);
  });

  it("does not run on a Mac of the same user", () => {
    const { resolved } = resolveSound(
      sampleFleet({
        users: {
          keith: { fullName: "Keith", isAdmin: true, services: { codeServer: { port: 8080 } } },
        },
        hosts: {
          mini: { system: nixos, users: ["keith"] },
          mac: { system: "aarch64-darwin", users: ["keith"] },
        },
      }),
    );
    expect(resolved.hosts.get("mac")?.accounts.get("keith")?.codeServer).toBeUndefined();
  });

  it.each(["localhost", "::1", "127.0.0.9", "100.64.0.1", "100.127.3.4", "fd7a:115c:a1e0::1"])(
    "may let everybody in on %s, in the tailnet",
    (host) => {
      const declaration = serving(
        { port: 8080, auth: "none", host },
        { users: ["keith"], tailscale: true },
      );
      expect(findCodes(declaration)).toEqual([]);
    },
  );

  it.each(["0.0.0.0", "::", "192.168.1.2", "100.63.0.1", "100.128.0.1"])(
    "is open to more than the tailnet on %s",
    (host) => {
      const declaration = serving(
        { port: 8080, auth: "none", host },
        { users: ["keith"], tailscale: true },
      );
      expect(findAll(declaration)).toMatchObject([
        { code: "core/open-service", severity: "warning" },
      ]);
    },
  );

  it("may let those in who are as good as root anyhow", () => {
    const declaration = {
      ...serving(
        { port: 8080, auth: "none" },
        { tailscale: true, users: { keith: {}, traci: { extraGroups: ["docker"] } } },
      ),
      policy: { acceptedGroups: { traci: ["docker"] } },
    };
    expect(findCodes(declaration)).toEqual([]);
  });
});
