import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import {
  type AccessEdge,
  type AccessEdges,
  type AccessNode,
  type AccessVerb,
  dropDetours,
  type EdgeBundle,
  indexEdges,
  listWays,
  untie,
  whatCan,
  whoCan,
} from "../../src/access.ts";
import { arbitraryFleet } from "../arbitrary-fleet.ts";
import { graphOf } from "./access-fleet.ts";

const verbs = ["login", "root", "trust-nix", "read", "hold", "reach", "deploy"] as const;
const nodes = [
  "user:ana",
  "user:bob",
  "operator:ci",
  "account:ana@mini",
  "account:bob@mini",
  "host:mini",
  "host:nas",
  "service:backup",
  "unit:web@mini",
  "file:a",
  "file:b",
] as const;

const edge: fc.Arbitrary<AccessEdge> = fc
  .record({
    from: fc.constantFrom(...nodes),
    needs: fc.option(fc.constantFrom(...verbs), { nil: undefined }),
    verb: fc.constantFrom(...verbs),
    to: fc.constantFrom(...nodes),
    reason: fc.constantFrom("one", "another"),
    isUnknown: fc.boolean(),
  })
  .map(({ needs, isUnknown, ...rest }) => ({
    ...rest,
    ...(needs === undefined ? {} : { needs }),
    ...(isUnknown ? { unknown: "nobody knows" } : {}),
    origin: "built-in",
    path: undefined,
  }));
const someEdges = fc.array(edge, { maxLength: 25 });

const own = {
  user: "be",
  operator: "be",
  account: "login",
  host: "root",
  service: "be",
  unit: "reach",
  file: "read",
};
const ownOf = (node: string) =>
  Object.entries(own).find(([kind]) => node.startsWith(`${kind}:`))?.[1];

/** What follows from being somebody, worked out by going through all edges until nothing is new. */
function closureOf(edges: readonly AccessEdge[], who: AccessNode): Set<string> {
  const can = new Set([`${ownOf(who)} ${who}`]);
  for (let size = 0; size < can.size; ) {
    size = can.size;
    for (const node of nodes) {
      const isHolder = /^(?:user|host|operator|service):/.test(node);
      if (isHolder && can.has(`${ownOf(node)} ${node}`)) can.add(`hold ${node}`);
    }
    for (const { from, needs, verb, to } of edges) {
      if (can.has(`${needs ?? ownOf(from)} ${from}`)) can.add(`${verb} ${to}`);
    }
  }
  return can;
}

const subjects = nodes.filter((node) => !/^(?:account|file):/.test(node));
const questions = verbs.flatMap((verb) => nodes.map((target) => ({ verb, target })));

function answersOf(edges: readonly AccessEdge[]): Map<string, "yes" | "unknown"> {
  const ways = questions.flatMap((question) => whoCan(indexEdges(edges), question));
  return new Map(ways.map(({ who, verb, target, can }) => [`${who} ${verb} ${target}`, can]));
}

/** Edges to the same files, some of them by the same list. */
const lists = [
  ["file:a", "file:b"],
  ["file:b", "file:a"],
] as const satisfies readonly AccessNode[][];
const bundle = fc
  .tuple(edge, fc.constantFrom(...lists))
  .map(([one, targets]): EdgeBundle => ({ edge: { ...one, to: targets[0] }, targets }));

describe("answers about access", () => {
  test.prop([someEdges, fc.array(bundle, { maxLength: 8 })])(
    "are the same where edges come in bundles",
    (edges, bundles) => {
      const all = indexEdges([...edges, ...bundles.flatMap(untie)]);
      const loose = indexEdges(edges);
      const bundled: AccessEdges = {
        ...all,
        loose: loose.from,
        bundles: (node) => bundles.filter((one) => one.edge.from === node),
      };
      for (const who of subjects) {
        const short = (graph: AccessEdges) =>
          whatCan(graph, who).map(({ verb, target, can, steps }) => {
            return `${verb} ${target} ${can} ${steps.length}`;
          });
        expect(short(bundled)).toEqual(short(all));
      }
    },
  );

  test.prop([someEdges])("are what follows from the edges, whichever way one asks", (edges) => {
    const certain = edges.filter(({ unknown }) => unknown === undefined);
    const answers = answersOf(edges);
    for (const who of subjects) {
      const [can, surely] = [closureOf(edges, who), closureOf(certain, who)];
      const forward = new Set(whatCan(indexEdges(edges), who).map((w) => `${w.verb} ${w.target}`));
      for (const { verb, target } of questions) {
        if (target === who) continue;
        const key = `${verb} ${target}`;
        const expected = surely.has(key) ? "yes" : can.has(key) ? "unknown" : undefined;
        expect(answers.get(`${who} ${key}`), `${who} ${key}`).toBe(expected);
        expect(forward.has(key), key).toBe(can.has(key));
      }
    }
  });

  test.prop([someEdges])("have steps of which each leads to the next", (edges) => {
    for (const question of questions) {
      const graph = indexEdges(edges);
      for (const { who, steps } of [...whoCan(graph, question), ...listWays(graph, question)]) {
        const at = new Set([`${ownOf(who)} ${who}`, `hold ${who}`]);
        for (const { from, needs, verb, to } of steps) {
          expect(at).toContain(`${needs ?? ownOf(from)} ${from}`);
          at.clear();
          at.add(`${verb} ${to}`);
          if (verb === ownOf(to)) at.add(`hold ${to}`);
        }
        expect(at).toContain(`${question.verb} ${question.target}`);
      }
    }
  });

  test.prop([someEdges, edge])("lose nothing by one more edge", (edges, another) => {
    const ranks: readonly (string | undefined)[] = ["yes", "unknown", undefined];
    const rank = (can: string | undefined) => ranks.indexOf(can);
    const after = answersOf([...edges, another]);
    for (const [key, can] of answersOf(edges)) {
      expect(rank(after.get(key))).toBeLessThanOrEqual(rank(can));
      expect(after.has(key)).toBe(true);
    }
  });

  test.prop([someEdges])("name everybody among the ways, also without detours", (edges) => {
    const graph = indexEdges(edges);
    for (const question of questions) {
      const best = new Map(whoCan(graph, question).map(({ who, can }) => [who, can]));
      const left = dropDetours(listWays(graph, question));
      expect(new Set(left.map(({ who }) => who))).toEqual(new Set(best.keys()));
      for (const [who, can] of best) {
        expect(left.some((way) => way.who === who && way.can === can)).toBe(true);
      }
    }
  });
});

const hostVerbs: readonly AccessVerb[] = ["login", "root", "trust-nix"];

describe("the graph of a fleet", () => {
  test.prop([arbitraryFleet])(
    "gives the same bytes each time, whatever was asked before",
    (fleet) => {
      const [fresh, asked] = [graphOf(fleet), graphOf(fleet)];
      const hosts = Object.keys(fleet.hosts);
      for (const host of hosts.toReversed()) asked.into(`host:${host}`);
      for (const user of Object.keys(fleet.users)) asked.from(`user:${user}`);
      expect(JSON.stringify([...asked.all()])).toBe(JSON.stringify([...fresh.all()]));
      for (const host of hosts) {
        for (const verb of hostVerbs) {
          const question = { verb, target: `host:${host}` } as const;
          expect(JSON.stringify(listWays(asked, question))).toBe(
            JSON.stringify(listWays(fresh, question)),
          );
        }
      }
    },
  );

  test.prop([arbitraryFleet])("finds all edges by either of their ends", (fleet) => {
    const graph = graphOf(fleet);
    for (const one of graph.all()) {
      expect(graph.into(one.to)).toContainEqual(one);
      expect(graph.from(one.from)).toContainEqual(one);
    }
  });

  test.prop([arbitraryFleet])(
    "lets root whom Nix trusts, and nobody root who has no login",
    (fleet) => {
      const graph = graphOf(fleet);
      const who = (verb: AccessVerb, host: string) =>
        new Set(whoCan(graph, { verb, target: `host:${host}` }).map((way) => way.who));
      for (const host of Object.keys(fleet.hosts)) {
        const [root, login] = [who("root", host), who("login", host)];
        for (const one of who("trust-nix", host)) expect(root).toContain(one);
        for (const one of root) expect(login).toContain(one);
      }
    },
  );

  test.prop([arbitraryFleet])("lets nobody in whose login is taken away", (fleet) => {
    const edges = [...graphOf(fleet).all()];
    for (const user of Object.keys(fleet.users)) {
      const isLogin = (one: AccessEdge) => one.from === `user:${user}` && one.verb === "login";
      const without = indexEdges(edges.filter((one) => !isLogin(one)));
      expect(whatCan(without, `user:${user}`)).toEqual([]);
    }
  });
});
