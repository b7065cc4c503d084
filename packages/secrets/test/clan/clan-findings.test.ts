import { describe, expect, it } from "vitest";
import { checkClan } from "../../src/clan/clan-findings.ts";
import { layOutClan } from "../../src/clan/clan-layout.ts";
import type { ClanLink, ClanTree } from "../../src/clan/clan-tree.ts";
import { parsePattern } from "../../src/rules/path-pattern.ts";
import type { Secrets } from "../../src/rules/resolve-secrets.ts";
import { declaredSecrets, keyFile, link, smallClan } from "../support/clan.ts";
import { makeFleet, recipientOf, resolveMade, sshKeyOf, withHost } from "../support/fleet.ts";

function find(more: Partial<ClanTree>, declared: Secrets = hostless()) {
  const tree = { ...smallClan, ...more };
  return [...checkClan({ tree, layout: layOutClan(declared, tree), declared })];
}

/** The declared secrets, where the fleet says nothing of the key of mini. */
function hostless(more: Partial<Secrets> = {}): Secrets {
  const made = makeFleet({ hosts: { mini: ["ada!", "ben"] }, defaultRules: false });
  const { clan } = declaredSecrets();
  const declared = resolveMade(withHost(made, "mini", { accounts: ["ada!", "ben"] })).value;
  return { ...declared, ...(clan === undefined ? {} : { clan }), ...more };
}

const told = (findings: ReturnType<typeof find>) =>
  findings.map(({ code, message }) => `${code.replace("secrets/", "")}: ${message}`);

const withLinks = (...links: readonly ClanLink[]) => ({
  secrets: new Map([["sops/secrets/token/secret", links]]),
});

it("finds nothing in a clan that is as it should be", () => {
  expect(find({})).toEqual([]);
});

it("says that there is no clan", () => {
  const nothing = { members: new Map(), secrets: new Map() };
  expect(find(nothing).map(({ code, path }) => [code, path])).toEqual([
    ["secrets/missing-file", ["secrets", "clanFolder"]],
  ]);
});

describe("a link", () => {
  const at = "sops/secrets/token";

  it("that leads nowhere is told with what takes it out, all of one target together", () => {
    const gone = (name: string) => link(`${at}/users/${name}`, "sops/users/gone", false);
    const found = find(withLinks(gone("gone"), gone("a"), gone("b")));
    expect(told(found)).toEqual([
      'clan-layout: The link "sops/secrets/token/users/a" leads to "sops/users/gone", which is not there. So do 2 more links.',
    ]);
    expect(found[0]?.help).toBe("Run `clan secrets key update`, which takes it out.");
  });

  it("that leads nowhere from a group is taken out by hand, since clan does not", () => {
    const groups = new Map([
      ["sops/groups/a", [link("sops/groups/a/users/gone", "sops/users/gone", false)]],
    ]);
    expect(find({ groups })[0]?.help).toContain("`git rm -- sops/groups/a/users/gone`");
  });

  it.each([
    [link(`${at}/users/x`, undefined), "leads out of the fleet's folder, and was not followed."],
    [link(`${at}/users/x`, "sops/machines/mini"), "which is none of the users of clan."],
    [link(`${at}/machines/x`, "lib/machines/x"), "which is none of the machines of clan."],
    [link(`${at}/groups/x`, "sops/groups/x"), "which is none of the groups of clan."],
    [link(`${at}/users/ben`, "sops/users/ada"), 'is not named like "sops/users/ada"'],
  ])("%j is told", (one, why) => {
    const found = told(find(withLinks(one)));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^clan-layout: The link /);
    expect(found[0]).toContain(why);
  });
});

it("tells what is not laid out as clan does it, all of one reason together", () => {
  const oddities = new Map([
    ["vars/shared/b", "is a link where clan has a folder, and was not followed"],
    ["vars/shared/a", "is a link where clan has a folder, and was not followed"],
  ]);
  const secrets = new Map([["sops/secrets/$(rm)\n/secret", []]]);
  const found = find({ oddities, secrets });
  expect(told(found)).toEqual([
    'clan-layout: "vars/shared/a" is a link where clan has a folder, and was not followed. So it is with 1 more in clan\'s folders.',
    'clan-layout: "sops/secrets/$(rm)\\n/secret" has a name that clan gives no secret, and has no readers.',
  ]);
  expect(found[1]?.help).toContain("`git log -- 'sops/secrets/$(rm)?/secret'`");
});

describe("a member", () => {
  const members = (path: string, ...keys: readonly string[]) => ({
    members: new Map([...smallClan.members, [path, keyFile(...keys)]]),
  });

  it("whom nobody declares is told, with how many secrets it reads", () => {
    const secrets = new Map([
      ["sops/secrets/a/secret", [link("sops/secrets/a/users/gone", "sops/users/gone")]],
    ]);
    const found = find({ ...members("sops/users/gone", recipientOf("x")), secrets });
    expect(told(found)).toEqual([
      'clan-stranger: clan has the user "gone", which the fleet does not declare. 1 secret names it as a reader.',
    ]);
    expect(found[0]?.help).toContain("`clan secrets users remove gone`");
    const machine = find(members("sops/machines/old", recipientOf("x")));
    expect(told(machine)).toEqual([
      'clan-stranger: clan has the machine "old", which the fleet does not declare. 0 secrets name it as a reader.',
    ]);
    expect(machine[0]?.help).toContain("`clan machines delete old`");
  });

  it("with the key of somebody who is declared is none", () => {
    expect(find(members("sops/users/laptop", recipientOf("user ada")))).toEqual([]);
  });

  it("with another key than the declared ones is told", () => {
    const found = find(members("sops/users/ada", recipientOf("user ada"), recipientOf("x")));
    expect(told(found)).toEqual([
      `other-clan-key: clan has the key ${recipientOf("x").slice(0, 12)}…${recipientOf("x").slice(-8)} of user:ada, which nobody declares.`,
    ]);
    expect(found[0]?.help).toContain(
      `\`clan secrets users remove-key ada --age-key ${recipientOf("x")}\``,
    );
    expect(told(find(members("sops/users/ben", recipientOf("user ada"))))[0]).toMatch(
      /of user:ben, which is that of user:ada\.$/,
    );
  });

  it("is told of a machine with an age key alone: an SSH key it has beside clan's", () => {
    expect(told(find({}, declaredSecrets()))[0]).toMatch(/^other-clan-key: .* of host:mini/);
    const made = makeFleet({ hosts: {}, users: { ada: [recipientOf("user ada")] } });
    const ssh = withHost(made, "mini", { sshHostKey: sshKeyOf("mini") });
    const { clan } = declaredSecrets();
    const declared = { ...resolveMade(ssh).value, ...(clan === undefined ? {} : { clan }) };
    expect(find({}, declared)).toEqual([]);
  });

  it("is missed where clan deploys a host", () => {
    const found = find({
      members: new Map([["sops/users/ada", keyFile(recipientOf("user ada"))]]),
    });
    expect(found.map(({ code, path }) => [code, path])).toEqual([
      ["secrets/clan-host-without-key", ["hosts", "mini"]],
    ]);
  });

  it("that is gone and has left its vars is told", () => {
    const secrets = new Map(
      ["a", "b"].map((name) => [`vars/per-machine/old/g/${name}/secret`, []] as const),
    );
    expect(told(find({ secrets }))).toEqual([
      'clan-stranger: clan keeps 2 secrets of the machine "old", which the fleet does not declare.',
    ]);
  });

  it("whose key.json is none is told once", () => {
    const broken = new Map([...smallClan.members, ["sops/users/ben", { text: "{" }]]);
    expect(told(find({ members: broken }))).toEqual([
      expect.stringMatching(/^bad-clan-key: "sops\/users\/ben\/key\.json" holds no public key/),
    ]);
  });
});

describe("a file of clan", () => {
  it("belongs to no rule", () => {
    const made = makeFleet({
      hosts: { mini: ["ada!"] },
      rules: [{ path: "sops/**", readers: ["admins"] }],
      defaultRules: false,
    });
    const found = find({}, { ...declaredSecrets(), rules: resolveMade(made).value.rules });
    expect(told(found)).toContain(
      'owned-by-two: The rule for "sops/**" is about "sops/secrets/token/secret", which clan keeps.',
    );
  });

  it("is not ignored", () => {
    const ignored = [{ pattern: parsePattern("sops/**"), origin: ["secrets", "ignore", 0] }];
    const found = find({}, hostless({ ignored }));
    expect(found.map(({ code, path }) => [code, path])).toEqual([
      ["secrets/owned-by-two", ["secrets", "ignore", 0]],
    ]);
  });
});
