import { fc, test } from "@fast-check/vitest";
import { parseFleet, resolveFleet } from "@fleet/core";
import {
  type AccessNode,
  createAccessGraph,
  listWays,
  splitNode,
  whatCan,
  whoCan,
} from "@fleet/core/access";
import { formatPath } from "@fleet/diagnostics";
import { describe, expect, it } from "vitest";
import { listAccess } from "../../src/access/access.ts";
import { explainUnread, readAccess } from "../../src/access.ts";
import { resolveSecrets } from "../../src/rules/resolve-secrets.ts";
import { family, type MadeFleet, makeFleet, recipientOf, resolveMade } from "../support/fleet.ts";

/** The graph of a made fleet, with what can be read of some files. */
function graphOf({ fleet: declared, resolved }: MadeFleet, paths: readonly string[]) {
  const { value: secrets } = resolveMade({ fleet: declared, resolved });
  return { secrets, graph: createAccessGraph({ declared, resolved }, readAccess(secrets, paths)) };
}

const paths = ["secrets/hosts/mini.yaml", "secrets/users/traci.yaml", "secrets/users/keith.yaml"];

function declare(sections: object) {
  const { value: declared } = parseFleet({
    users: {
      keith: { fullName: "Keith", isAdmin: true, ageKeys: [recipientOf("user keith")] },
      traci: {
        fullName: "Traci",
        ageKeys: [recipientOf("user traci")],
        secrets: { token: {} },
      },
    },
    hosts: {
      mini: {
        system: "x86_64-linux",
        stateVersion: "24.05",
        ageKey: recipientOf("host mini"),
        users: ["keith", "traci"],
      },
    },
    ...sections,
  });
  if (declared === undefined) throw new Error("bug: the declaration is of the wrong shape");
  const around = { files: new Set<string>(), tracked: undefined, contents: new Map() };
  const { value: resolved } = resolveFleet(declared, around);
  const { value: secrets } = resolveSecrets(declared, resolved);
  return createAccessGraph({ declared, resolved }, readAccess(secrets, paths));
}

const describeWay = (graph: ReturnType<typeof declare>, who: AccessNode, path: string) =>
  whoCan(graph, { verb: "read", target: `file:${path}` })
    .filter((way) => way.who === who)
    .map(({ can, steps }) => [
      can,
      ...steps.map(({ reason, path: at = [] }) => `${reason} (${formatPath(at)})`),
    ]);

describe("who reads a file", () => {
  it("is its readers, with the expressions that let them in", () => {
    const { graph } = graphOf(makeFleet(family), paths);
    const [first] = whoCan(graph, { verb: "read", target: "file:secrets/hosts/mini.yaml" });
    expect(first).toMatchObject({
      who: "host:mini",
      can: "yes",
      steps: [
        {
          reason: "reads secrets/hosts/{host}.yaml as one of host:mini, by a default rule",
          origin: "built-in",
        },
      ],
    });
  });

  it("is also whoever is root on a host whose key opens it", () => {
    const rule = { path: "secrets/hosts/mini.yaml", readers: ["host:mini"], operators: false };
    const graph = declare({ secrets: { files: [rule] } });
    expect(describeWay(graph, "user:keith", rule.path)).toEqual([
      [
        "unknown",
        'logs in as "keith" (hosts.mini.users[0])',
        "is an admin: in wheel, which may use sudo (users.keith.isAdmin)",
        "reads secrets/hosts/mini.yaml as one of host:mini (secrets.files[0])",
      ],
    ]);
    expect(describeWay(graph, "user:traci", rule.path)).toEqual([]);
  });

  it("is whoever gets at the key with which a home decrypts its secrets", () => {
    const graph = declare({ secrets: {} });
    expect(describeWay(graph, "user:keith", "secrets/users/traci.yaml")).toEqual([
      [
        "unknown",
        'logs in as "keith" (hosts.mini.users[0])',
        "is an admin: in wheel, which may use sudo (users.keith.isAdmin)",
        'has the key that the home of "traci" on "mini" decrypts its secrets with (users.traci.secrets)',
        "reads secrets/users/{user}.yaml as one of user:traci, by a default rule ()",
      ],
    ]);
  });

  it.each([
    [
      "placement",
      {
        hosts: {
          mini: {
            system: "x86_64-linux",
            stateVersion: "24.05",
            users: { keith: {}, traci: { home: "none" } },
          },
        },
      },
    ],
    ["defaults", { defaults: { homeMode: { nonAdmin: "none" } } }],
  ])("is not, where there is no home, by the %s", (_, sections) => {
    const graph = declare({ secrets: {}, ...sections });
    expect(describeWay(graph, "user:keith", "secrets/users/traci.yaml")).toEqual([]);
  });

  it.each([
    [[["user:keith"], ["user:traci"]], 2, "unknown"],
    [[["user:keith"], ["user:keith"]], 2, "yes"],
    [[["user:keith"], ["user:traci"], ["user:keith"]], 2, "yes"],
  ])("is unknown of who needs others, as with the groups %j", (groups, threshold, can) => {
    const graph = declare({ secrets: { files: [{ path: "both.yaml", groups, threshold }] } });
    expect(describeWay(graph, "user:keith", "both.yaml")).toMatchObject([[can, expect.anything()]]);
  });

  it("is said of a file that nobody listed by its name alone", () => {
    const { graph } = graphOf(makeFleet(family), []);
    const who = whoCan(graph, { verb: "read", target: "file:secrets/users/traci.yaml" });
    expect(who.map((way) => way.who)).toContain("user:traci");
    expect(whoCan(graph, { verb: "read", target: "file:no/rule" })).toEqual([]);
  });

  it("follows keys that lie in files, also in a ring", () => {
    const rules = [
      { path: "keys/traci", readers: ["user:henry"], operators: false, holdsKeyOf: ["user:traci"] },
      { path: "keys/henry", readers: ["user:traci"], operators: false, holdsKeyOf: ["user:henry"] },
    ];
    const { graph } = graphOf(makeFleet({ ...family, rules }), ["keys/traci", "keys/henry"]);
    const ways = listWays(graph, { verb: "read", target: "file:secrets/users/traci.yaml" });
    const henry = ways.filter(({ who }) => who === "user:henry");
    expect(henry.map(({ steps }) => steps.map(({ reason }) => reason))).toEqual([
      [
        "reads keys/traci as one of user:henry",
        "finds the private key of user:traci in it",
        "reads secrets/users/{user}.yaml as one of user:traci, by a default rule",
      ],
    ]);
  });
});

describe("who cannot read a file", () => {
  const { secrets } = graphOf(makeFleet({ ...family, users: { henry: [] } }), paths);
  it.each([
    ["user:traci", "no/rule", ['No rule is about "no/rule", so that nobody is meant to read it.']],
    [
      "user:traci",
      "secrets/users/keith.yaml",
      [
        'The rule "secrets/users/{user}.yaml" does not let user:traci in, and no way leads to a key that it does.',
      ],
    ],
    [
      "user:henry",
      "secrets/users/keith.yaml",
      [
        'The rule "secrets/users/{user}.yaml" does not let user:henry in, and no way leads to a key that it does.',
        "user:henry has no key that is declared.",
      ],
    ],
  ] as const)("%s: %s", (who, path, lack) => {
    expect(explainUnread(secrets, who, path)).toEqual(lack);
  });
});

const names = ["ana!", "ana", "ben!", "ben", "cleo"];
const readers = [
  "user:ana",
  "user:ben",
  "host:mini",
  "host:nas",
  "operator:ci",
  "admins",
  "hosts@ana:admin",
];
const people = fc
  .subarray(names, { minLength: 1 })
  .map((all) => [...new Map(all.map((name) => [name.replace("!", ""), name])).values()]);
const rule = (path: string) =>
  fc.record({
    path: fc.constant(path),
    readers: fc.subarray(readers, { minLength: 1 }),
    holdsKeyOf: fc.subarray(["user:ana", "user:ben", "host:mini", "operator:ci"]),
    operators: fc.boolean(),
  });
const files = ["a.yaml", "b.yaml", "c/d.yaml"];
const made = fc
  .record({
    hosts: fc.record({ mini: people, nas: people }),
    rules: fc.tuple(...files.map(rule)),
  })
  .map(({ hosts, rules }) =>
    makeFleet({
      hosts,
      rules,
      users: { ana: [recipientOf("user ana")], ben: [recipientOf("user ben")] },
      operators: { ci: [recipientOf("ci")] },
    }),
  );

describe("reading", () => {
  test.prop([made])("by keys alone is what the list of access says", (fleet) => {
    const { secrets } = graphOf(fleet, files);
    const { edges = [] } = readAccess(secrets, files);
    const graph = edges[0] ?? expect.fail();
    for (const path of files) {
      const listed = listAccess(secrets, files).filter((one) => one.path === path);
      const who = whoCan(graph, { verb: "read", target: `file:${path}` }).map((way) => way.who);
      expect(who).toEqual([...new Set(listed.map(({ reader }) => reader))]);
    }
  });

  test.prop([made])("is everybody's who is root on a host that reads", (fleet) => {
    const { graph } = graphOf(fleet, files);
    for (const host of ["host:mini", "host:nas"] as const) {
      const reads = whatCan(graph, host).filter(({ verb }) => verb === "read");
      for (const { who } of whoCan(graph, { verb: "root", target: host })) {
        const own = whatCan(graph, who).map(({ verb, target }) => `${verb} ${target}`);
        for (const { target } of reads) expect(own).toContain(`read ${target}`);
      }
    }
  });

  test.prop([made])("is found by both ends of each edge", (fleet) => {
    const { graph } = graphOf(fleet, files);
    for (const edge of graph.all()) {
      expect(graph.from(edge.from)).toContainEqual(edge);
      expect(graph.into(edge.to)).toContainEqual(edge);
      expect(splitNode(edge.to).name).not.toBe("");
    }
  });
});
