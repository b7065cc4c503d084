import { describe, expect, it } from "vitest";
import {
  createAccessGraph,
  explainLack,
  indexEdges,
  listWays,
  whatCan,
  whoCan,
} from "../../src/access.ts";
import { hashes } from "../passwords/hashes.ts";
import { publicKey, resolveSound, sampleFleet, withMini } from "../sample-fleet.ts";
import { describeWays, graphOf } from "./access-fleet.ts";

const withKey = (user: object) => ({ fullName: "Somebody", sshKeys: [publicKey], ...user });
const mac = { system: "aarch64-darwin" };

/** Keith, who has a key, and whatever else stands in the sections. */
const fleetOf = (keith: object, mini: object = {}, sections: object = {}) =>
  sampleFleet({
    users: { keith: withKey(keith) },
    hosts: { mini: { system: "x86_64-linux", users: ["keith"], ...mini } },
    ...sections,
  });

const disabled = { users: { keith: { isDisabled: true } } };
const trusted =
  "is trusted by Nix, as admins are (users.keith.isAdmin) > can have Nix do anything as root";
const login = 'logs in as "keith" with an SSH key (users.keith.sshKeys)';

describe("who can log in", () => {
  it.each<[string, object, string[]]>([
    ["with a key that is declared", fleetOf({}), [`user:keith: yes: ${login}`]],
    [
      "with a key that the environment is to give",
      fleetOf({ sshKeys: [{ env: "KEY" }] }),
      ['user:keith: yes: logs in as "keith" with an SSH key from KEY (users.keith.sshKeys)'],
    ],
    [
      "with a key that is good from some places and until some day",
      fleetOf({ sshKeys: [`from="10.0.0.0/8",expiry-time="20270131" ${publicKey}`] }),
      [`user:keith: yes: ${login.replace(" (", ', from "10.0.0.0/8" only, until 2027-01-30 (')}`],
    ],
    [
      "with a key that may do little, and another one that may do more",
      fleetOf({
        sshKeys: [`command="x" ${publicKey}`, { env: "KEY", options: "restrict" }],
      }),
      [
        'user:keith: yes: logs in as "keith" with an SSH key from KEY, under "restrict" (users.keith.sshKeys)',
      ],
    ],
    [
      "to run one command, whatever that lets them do",
      fleetOf({ sshKeys: [`restrict,command="say \\"hi\\"" ${publicKey}`] }),
      [
        'user:keith: unknown: logs in as "keith" with an SSH key that may only run "say \\"hi\\"" (users.keith.sshKeys)',
      ],
    ],
    [
      "with a certificate, whoever has one",
      fleetOf({ sshKeys: [`cert-authority,principals="keith" ${publicKey}`] }),
      [
        'somebody:certificate-keith@mini: unknown: logs in as "keith" with a certificate for "keith" by the key "keith@mini" (users.keith.sshKeys)',
        'user:keith: unknown: logs in as "keith" with a certificate (users.keith.sshKeys)',
      ],
    ],
    [
      "by a login name of their own",
      fleetOf({ username: "kieth" }),
      ['user:keith: yes: logs in as "kieth" with an SSH key (users.keith.sshKeys)'],
    ],
    [
      "with a password of which nothing is known",
      fleetOf({ sshKeys: [] }),
      ['user:keith: unknown: logs in as "keith" (hosts.mini.users[0])'],
    ],
    [
      "on a Mac, whose accounts are its own",
      fleetOf({ sshKeys: [], isAdmin: true }, { ...mac, users: { keith: { uid: 501 } } }),
      ['user:keith: unknown: logs in as "keith" (hosts.mini.users.keith)'],
    ],
    [
      "with a password that is a secret",
      fleetOf({ sshKeys: [], password: { secret: "login" } }),
      [
        'user:keith: yes: logs in as "keith" with the password whose hash is the secret "login" (users.keith.password)',
      ],
    ],
    [
      "with a password whose hash is declared",
      fleetOf({ sshKeys: [], password: { hash: hashes.bcrypt } }),
      [
        'user:keith: yes: logs in as "keith" with the password whose hash is declared (users.keith.password)',
      ],
    ],
    [
      "with a key, however the password is locked",
      fleetOf({ password: "locked" }),
      [`user:keith: yes: ${login}`],
    ],
    [
      "whoever has a password from before, where it is locked and no key is declared",
      fleetOf({ sshKeys: [], password: "locked" }),
      ['user:keith: unknown: logs in as "keith" (users.keith.password)'],
    ],
    ["nobody, where nobody has an account", fleetOf({}, { users: [] }), []],
    [
      "with the key of a placement",
      fleetOf({ sshKeys: [] }, { users: { keith: { sshKeys: [publicKey] } } }),
      ['user:keith: yes: logs in as "keith" with an SSH key (hosts.mini.users.keith.sshKeys)'],
    ],
    ["nobody, where the account is disabled", fleetOf({}, disabled), []],
    [
      "whoever knows the password of a Mac's account that is disabled",
      fleetOf({}, { ...mac, ...disabled }),
      ['user:keith: unknown: logs in as "keith" (hosts.mini.users.keith.isDisabled)'],
    ],
  ])("%s", (_, declaration, ways) => {
    expect(describeWays(declaration, "login", "host:mini")).toEqual(ways);
  });

  it.each([
    ["x86_64-linux", {}, "no key is declared, and nothing says whether there is a password"],
    ["aarch64-darwin", { isAdmin: true }, "macOS keeps the account, and no key is declared"],
    ["aarch64-darwin", {}, "no key is declared, and nothing says whether there is a password"],
  ])("is unknown on %s, with the reason", (system, own, unknown) => {
    const placed = { system, users: { keith: system.endsWith("darwin") ? { uid: 502 } : {} } };
    const [way] = whoCan(graphOf(fleetOf({ sshKeys: [], ...own }, placed)), {
      verb: "login",
      target: "host:mini",
    });
    expect(way?.steps[0]).toMatchObject({ unknown });
  });

  it("is unknown on a host with homes alone, whatever keys there are", () => {
    const declaration = fleetOf({ stateVersion: "24.05" }, { platform: "linux" });
    expect(describeWays(declaration, "login", "host:mini")).toEqual([
      `user:keith: unknown: ${login}`,
    ]);
  });

  it.each([
    [{}, "fleet manages no accounts there", "fleet manages no system there"],
    [
      { deploy: { engine: "system-manager" } },
      "system-manager makes the account, and who gets in there is for the distribution's sshd to say",
      "it is put into the group sudo, and the distribution says what that lets do",
    ],
  ] as const)("is unknown there for what makes its accounts: %j", (deploying, login, root) => {
    const declaration = fleetOf(
      { isAdmin: true, stateVersion: "24.05" },
      { platform: "linux", ...deploying },
    );
    const graph = graphOf(declaration);
    const [way] = whoCan(graph, { verb: "login", target: "host:mini" });
    expect(way?.steps[0]).toMatchObject({ unknown: login });
    const [toRoot] = whoCan(graph, { verb: "root", target: "host:mini" });
    expect(toRoot?.steps.at(-1)).toMatchObject({ unknown: root });
  });
});

describe("who can become root", () => {
  it.each<[string, object, string[]]>([
    [
      "admins, by wheel and by Nix's trust",
      fleetOf({ isAdmin: true }),
      [
        `user:keith: yes: ${login} > is an admin: in wheel, which may use sudo (users.keith.isAdmin)`,
        `user:keith: yes: ${login} > ${trusted}`,
      ],
    ],
    [
      "admins of a Mac by Nix's trust, and by its group if it has them there",
      fleetOf({ isAdmin: true }, { ...mac, users: { keith: { uid: 501 } } }),
      [
        `user:keith: yes: ${login} > ${trusted}`,
        `user:keith: unknown: ${login} > is an admin (users.keith.isAdmin)`,
      ],
    ],
    ["nobody whose account is disabled", fleetOf({ isAdmin: true }, disabled), []],
    [
      "a Mac's admin whose account is disabled, if the Mac has them in its group",
      fleetOf({ isAdmin: true }, { ...mac, ...disabled }),
      [
        'user:keith: unknown: logs in as "keith" (hosts.mini.users.keith.isDisabled) > is an admin (hosts.mini.users.keith.isDisabled)',
      ],
    ],
    [
      "admins of a host with homes alone, as far as anybody knows",
      fleetOf({ isAdmin: true, stateVersion: "24.05" }, { platform: "linux" }),
      [`user:keith: unknown: ${login} > is an admin (users.keith.isAdmin)`],
    ],
    [
      "members of a group that amounts to it, also where that is accepted",
      fleetOf(
        { extraGroups: ["docker", "video"] },
        {},
        { policy: { acceptedGroups: { keith: ["docker"] } } },
      ),
      [
        `user:keith: yes: ${login} > is in the group "docker": a container can mount the whole disk as root (users.keith.extraGroups)`,
      ],
    ],
    ["nobody who is in no such group", fleetOf({ extraGroups: ["video"] }), []],
  ])("%s", (_, declaration, ways) => {
    expect(describeWays(declaration, "root", "host:mini")).toEqual(ways);
  });

  it("whoever reaches the code-server of an admin that asks for no password", () => {
    const declaration = withMini({ tailscale: true, users: ["keith", "traci"] });
    const users = {
      keith: withKey({ isAdmin: true, services: { codeServer: { port: 8080, auth: "none" } } }),
      traci: { fullName: "Traci", sshKeys: [{ env: "TRACI" }] },
    };
    const ways = describeWays({ ...declaration, users }, "root", "host:mini");
    const service =
      'acts as "keith" through its code-server, which asks for no password (users.keith.services.codeServer.auth)';
    const reach =
      'reaches the code-server of "keith" at 127.0.0.1:8080, as everybody does on the host (users.keith.services.codeServer)';
    const wheel = "is an admin: in wheel, which may use sudo (users.keith.isAdmin)";
    expect(ways.filter((way) => way.includes("wheel"))).toEqual([
      `unit:code-server-keith@mini: yes: ${service} > ${wheel}`,
      `user:keith: yes: ${login} > ${wheel}`,
      `user:traci: yes: logs in as "traci" with an SSH key from TRACI (users.traci.sshKeys) > ${reach} > ${service} > ${wheel}`,
    ]);
  });

  it("nobody by a code-server that asks for a password", () => {
    const services = { codeServer: { port: 8080 } };
    const declaration = fleetOf({ isAdmin: true, services });
    const who = whoCan(graphOf(declaration), { verb: "root", target: "host:mini" });
    expect(who.map((way) => way.who)).toEqual(["user:keith"]);
  });

  it.each<[string, object, object, string[]]>([
    [
      "to root's own login",
      { target: "root@{host}.example.org" },
      {},
      ['deploys to "root@mini.example.org" (hosts.mini.deploy.target)'],
    ],
    [
      "by an engine that logs in as root by itself",
      {},
      { deploy: { engine: "clan" } },
      ["deploys with clan (defaults.deploy.engine)"],
    ],
    ["to a login of somebody's own", { target: "keith@mini" }, {}, []],
    ["on the host itself", {}, {}, []],
  ])("somebody who deploys %s, and whose key is not declared", (_, deploy, defaults, steps) => {
    const declaration = fleetOf(
      {},
      { deploy },
      { defaults: { stateVersion: "24.05", ...defaults } },
    );
    expect(describeWays(declaration, "root", "host:mini")).toEqual(
      steps.map(
        (step) => `somebody:deploy@mini: unknown: ${step} > has what is deployed run as root`,
      ),
    );
  });

  it.each([
    ["builder", "yes"],
    ["root@builder", "yes"],
    ["builder.example.org", "unknown"],
    ["elsewhere", undefined],
  ])("whoever is root on %s, where it is built", (buildHost, can) => {
    const hosts = {
      builder: { system: "x86_64-linux", users: ["keith"] },
      mini: { system: "x86_64-linux", deploy: { target: "mini", buildHost } },
    };
    const declaration = sampleFleet({ users: { keith: withKey({ isAdmin: true }) }, hosts });
    const who = whoCan(graphOf(declaration), { verb: "root", target: "host:mini" });
    const found = who.filter((way) => way.can === "yes" || !way.who.startsWith("somebody:"));
    expect(found.map((way) => [way.who, way.can])).toEqual(
      can === undefined
        ? []
        : [
            ["host:builder", can],
            ["user:keith", can],
          ],
    );
    const onBuilder = whoCan(graphOf(declaration), { verb: "root", target: "host:builder" });
    expect(onBuilder.some((way) => way.who === "somebody:deploy@mini")).toBe(
      buildHost === "root@builder",
    );
  });
});

describe("who is trusted by Nix", () => {
  it("admins of hosts with a system, and nobody else", () => {
    const hosts = {
      mini: { system: "x86_64-linux", users: { keith: {}, traci: { extraGroups: ["docker"] } } },
      home: { system: "x86_64-linux", platform: "linux", users: ["keith"] },
    };
    const users = { keith: withKey({ isAdmin: true }), traci: { fullName: "Traci" } };
    const graph = graphOf(sampleFleet({ hosts, users }));
    const who = (host: string) =>
      whoCan(graph, { verb: "trust-nix", target: `host:${host}` }).map((way) => way.who);
    expect([who("mini"), who("home")]).toEqual([["user:keith"], []]);
  });
});

describe("answers", () => {
  const more = {
    edges: [
      indexEdges([
        {
          from: "host:mini",
          needs: "hold",
          verb: "read",
          to: "file:a.yaml",
          reason: "reads it",
          origin: "rule",
          path: ["secrets"],
        },
      ]),
    ],
  } as const;
  const { fleet: declared, resolved } = resolveSound(fleetOf({ isAdmin: true }));
  const graph = createAccessGraph({ declared, resolved }, more);

  it("say what somebody can do, with what follows from being root", () => {
    expect(whatCan(graph, "user:keith").map(({ verb, target }) => `${verb} ${target}`)).toEqual([
      "hold host:mini",
      "login account:keith@mini",
      "login host:mini",
      "read file:a.yaml",
      "root host:mini",
      "trust-nix host:mini",
    ]);
  });

  it("name the machine itself, where it does something of its own accord", () => {
    const ways = listWays(graph, { verb: "read", target: "file:a.yaml" });
    expect(ways.map(({ who, can }) => [who, can])).toEqual([
      ["host:mini", "yes"],
      ["user:keith", "yes"],
    ]);
    expect(whatCan(graph, "host:mini").map(({ target }) => target)).toEqual(["file:a.yaml"]);
  });

  it("are nothing where there is no such thing", () => {
    expect(whoCan(graph, { verb: "root", target: "host:nowhere" })).toEqual([]);
    expect(whatCan(graph, "user:nobody")).toEqual([]);
  });
});

describe("what somebody lacks", () => {
  const hosts = {
    mini: { system: "x86_64-linux", users: ["keith", "traci"] },
    bare: { system: "x86_64-linux" },
  };
  const { fleet: declared, resolved } = resolveSound(sampleFleet({ hosts }));

  it.each([
    [
      "user:traci",
      "root",
      "host:mini",
      '"traci" is no admin on "mini", and in no group that amounts to root.',
    ],
    [
      "user:traci",
      "trust-nix",
      "host:mini",
      '"traci" is no admin on "mini", and not said to be trusted by Nix.',
    ],
    ["user:traci", "login", "host:bare", '"traci" has no account on "bare".'],
    [
      "operator:ci",
      "login",
      "host:mini",
      "operator:ci is a key, with which nobody logs in anywhere.",
    ],
    ["host:bare", "root", "host:mini", '"bare" neither builds nor deploys what "mini" runs.'],
  ] as const)("%s to %s %s", (who, verb, target, lack) => {
    expect(explainLack({ declared, resolved }, who, { verb, target })).toEqual([lack]);
  });

  it("is nothing of an admin, or of what is no host", () => {
    const fleet = { declared, resolved };
    expect(explainLack(fleet, "user:keith", { verb: "root", target: "host:mini" })).toEqual([]);
    expect(explainLack(fleet, "user:traci", { verb: "login", target: "host:mini" })).toEqual([]);
    expect(explainLack(fleet, "user:keith", { verb: "read", target: "file:a" })).toEqual([]);
  });
});
