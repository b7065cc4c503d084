import { describe, expect, it } from "vitest";
import { resolveSound, sampleFleet, withMini } from "../sample-fleet.ts";
import { describeChecks } from "./check-table.ts";

const mac = "aarch64-darwin";

describeChecks("how hosts are deployed", [
  [
    "an option for a machine",
    withMini({ deploy: { target: "-oProxyCommand=x" } }),
    ["core/bad-target at hosts.mini.deploy.target"],
  ],
  [
    "words of a shell for a machine",
    withMini({ deploy: { target: "root@mini;$(id)" } }),
    ["core/bad-target at hosts.mini.deploy.target"],
  ],
  [
    "a machine with a space",
    withMini({ deploy: { buildHost: "root@a b" } }),
    ["core/bad-target at hosts.mini.deploy.buildHost"],
  ],
  [
    "braces around nothing known, for all",
    { ...withMini({}), defaults: { stateVersion: "24.05", deploy: { target: "root@{hots}" } } },
    ["core/bad-target at defaults.deploy.target"],
  ],
  [
    "a Mac's engine on NixOS",
    withMini({ deploy: { engine: "darwin-rebuild" } }),
    ["core/engine-mismatch at hosts.mini.deploy.engine"],
  ],
  [
    "an engine for NixOS alone on a Mac",
    withMini({ system: mac, users: ["keith"], deploy: { engine: "colmena" } }),
    ["core/engine-mismatch at hosts.mini.deploy.engine"],
  ],
  [
    "an engine where fleet manages no system",
    withMini({ platform: "linux", deploy: { engine: "deploy-rs" } }),
    ["core/engine-mismatch at hosts.mini.deploy.engine"],
  ],
  [
    "a target where fleet manages no system",
    withMini({ platform: "linux", deploy: { target: "root@mini" } }),
    ["core/engine-mismatch at hosts.mini.deploy.target"],
  ],
  [
    "a build host of colmena that is neither here nor the host itself",
    withMini({ deploy: { engine: "colmena", target: "root@mini", buildHost: "big" } }),
    ["core/engine-mismatch at hosts.mini.deploy.buildHost"],
  ],
  [
    "a build host of wire without a target",
    withMini({ deploy: { engine: "wire", buildHost: "root@mini" } }),
    ["core/engine-mismatch at hosts.mini.deploy.buildHost"],
  ],
  [
    "a host of colmena that is built by itself",
    withMini({ deploy: { engine: "colmena", target: "root@mini", buildHost: "root@{host}" } }),
    [],
  ],
  [
    "a host that is called as what else a hive has",
    {
      users: { keith: { fullName: "Keith", isAdmin: true } },
      hosts: { meta: { system: "x86_64-linux", users: ["keith"], deploy: { engine: "wire" } } },
      defaults: { stateVersion: "24.05" },
    },
    ["core/engine-mismatch at hosts.meta"],
  ],
  [
    "a build host that deploy-rs does not take",
    withMini({ deploy: { engine: "deploy-rs", buildHost: "big" } }),
    ["core/engine-mismatch at hosts.mini.deploy.buildHost"],
  ],
  [
    "an engine of another distribution on NixOS",
    withMini({ deploy: { engine: "system-manager" } }),
    ["core/engine-mismatch at hosts.mini.deploy.engine"],
  ],
  [
    "a target of a host that fetches its system itself",
    withMini({ deploy: { engine: "comin", target: "root@mini" } }),
    ["core/engine-mismatch at hosts.mini.deploy.target"],
  ],
  [
    "a channel where there are none",
    withMini({ deploy: { engine: "comin", channel: "stable" } }),
    ["core/engine-mismatch at hosts.mini.deploy.channel"],
  ],
  ["a channel of nixfleet", withMini({ deploy: { engine: "nixfleet", channel: "stable" } }), []],
  [
    "Tailscale where fleet manages no system",
    withMini({ platform: "linux", tailscale: true }),
    ["core/tailscale-without-system at hosts.mini.tailscale"],
  ],
  [
    "a Mac from afar, by what deploys the one it runs on",
    withMini({ system: mac, users: ["keith"], deploy: { target: "root@mini" } }),
    ["core/engine-mismatch at hosts.mini.deploy.target"],
  ],
]);

describe("how a host is deployed", () => {
  const deployOf = (host: object, deploy: object) =>
    resolveSound(
      sampleFleet({
        hosts: { mini: { system: "x86_64-linux", users: ["keith"], ...host } },
        defaults: { stateVersion: "24.05", deploy },
      }),
    ).resolved.hosts.get("mini")?.deploy;

  it("is what the host says, and the defaults where it says nothing", () => {
    const deploy = { engine: "clan", target: "root@{host}", home: "nh" };
    expect(deployOf({ deploy: { target: "admin@mini" } }, deploy)).toEqual({
      engine: "clan",
      target: "admin@mini",
      buildHost: undefined,
      home: "nh",
    });
  });

  it("is nothing of a system where there is none", () => {
    const deploy = { engine: "clan", target: "root@{host}", home: "nh" };
    expect(deployOf({ platform: "linux" }, deploy)).toEqual({ home: "nh" });
  });

  it("is not built where its engine cannot", () => {
    const deploy = { engine: "colmena", target: "root@{host}", buildHost: "big" };
    expect(deployOf({}, deploy)).toMatchObject({ target: "root@mini", buildHost: undefined });
    expect(deployOf({}, { ...deploy, buildHost: "root@mini" })).toMatchObject({
      buildHost: "root@mini",
    });
  });

  it("is not what a default says that cannot be for its platform", () => {
    const deploy = {
      engine: "nixos-rebuild",
      target: "root@{host}",
      buildHost: "big",
      home: "nh",
    };
    expect(deployOf({ system: mac }, deploy)).toEqual({
      engine: undefined,
      target: undefined,
      buildHost: undefined,
      home: "nh",
    });
  });
});

/** A host whose one user has a key from the environment. */
const withVariable = (deploy: object) => ({
  ...withMini(deploy),
  users: { keith: { fullName: "Keith", isAdmin: true, sshKeys: [{ env: "KEY_K" }] } },
});

describeChecks("keys of hosts that fetch their system themselves", [
  [
    "from the environment, which nobody sets there",
    withVariable({ users: ["keith"], deploy: { engine: "comin" } }),
    ["core/key-out-of-reach at hosts.mini.deploy.engine"],
  ],
  [
    "from the environment, where the engine is that of all",
    {
      ...withVariable({ users: ["keith"] }),
      defaults: { stateVersion: "24.05", deploy: { engine: "nixfleet" } },
    },
    ["core/key-out-of-reach at defaults.deploy.engine"],
  ],
  [
    "from the environment, which wire does not see",
    withVariable({ users: ["keith"], deploy: { engine: "wire" } }),
    ["core/key-out-of-reach at hosts.mini.deploy.engine"],
  ],
  ["as they are", withMini({ deploy: { engine: "comin" } }), []],
]);
