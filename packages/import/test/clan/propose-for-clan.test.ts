import type { FleetDeclaration } from "@fleet/core";
import { expect, it } from "vitest";
import { proposeForClan } from "../../src/clan/propose-for-clan.ts";
import { unsaidHost } from "../../src/found/unsaid.ts";

const mini = { system: "x86_64-linux", deploy: { target: "root@mini" } } as const;
const desk = { system: "x86_64-linux" } as const;

function propose(declaration: FleetDeclaration, machines: readonly string[], folder?: string) {
  const fleet = { hosts: machines.map((name) => unsaidHost(name, "clan")), homes: [] };
  const clan = { fleet, keys: { owners: [] }, folder, left: [] };
  const proposal = { declaration, remarks: [], questions: [], left: [] };
  return proposeForClan(proposal, clan).declaration;
}

it("says once that clan deploys all hosts", () => {
  const declared = propose({ users: {}, hosts: { mini, desk } }, ["mini", "desk"], ".");
  expect(declared).toEqual({
    users: {},
    hosts: { mini, desk },
    secrets: { clanFolder: "." },
    defaults: { deploy: { engine: "clan" } },
  });
  expect(Object.keys(declared)).toEqual(["users", "hosts", "secrets", "defaults"]);
});

it("says it of each host that is clan's among others", () => {
  const declared = propose({ users: {}, hosts: { mini, desk } }, ["mini"]);
  expect(declared.hosts).toEqual({
    mini: { system: "x86_64-linux", deploy: { engine: "clan", target: "root@mini" } },
    desk,
  });
  expect(declared.secrets).toBeUndefined();
});

it("keeps what is declared of secrets and of deploying already", () => {
  const declaration = {
    hosts: { mini: { ...mini, deploy: { engine: "colmena" as const } } },
    users: {},
    layout: "canonical" as const,
    secrets: { defaultRules: false },
  };
  const declared = propose(declaration, ["mini"], "clan");
  expect(declared.hosts).toEqual(declaration.hosts);
  expect(declared.secrets).toEqual({ defaultRules: false, clanFolder: "clan" });
  expect(Object.keys(declared)).toEqual(["hosts", "users", "layout", "secrets"]);
});

it("takes a machine by a hostile name for what it is", () => {
  const declared = propose({ users: {}, hosts: { mini } }, ["__proto__"], ".");
  expect(declared.hosts).toEqual({ mini });
});
