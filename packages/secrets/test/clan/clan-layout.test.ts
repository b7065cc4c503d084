import { describe, expect, it } from "vitest";
import { joinClan, layOutClan, withoutClan } from "../../src/clan/clan-layout.ts";
import type { ClanTree } from "../../src/clan/clan-tree.ts";
import { nameRecipient } from "../../src/keys/recipient-name.ts";
import { declaredSecrets, keyFile, link, smallClan } from "../support/clan.ts";
import { recipientOf } from "../support/fleet.ts";

function readersIn(tree: ClanTree) {
  const { rules } = layOutClan(declaredSecrets(), tree);
  return Object.fromEntries(
    rules.map(({ template, groups }) => [
      template,
      groups.flat().map(({ reader, recipient, expressions }) => {
        return `${reader} ${recipient.id.slice(0, 8)} ${expressions.join(", ")}`;
      }),
    ]),
  );
}

function withSecret(path: string, links: Parameters<typeof link>[], more: Partial<ClanTree> = {}) {
  const secrets = new Map([[`${path}/secret`, links.map((one) => link(...one))]]);
  return { ...smallClan, secrets, ...more };
}

const short = (name: string) => recipientOf(name).slice(0, 8);

describe("a secret of clan", () => {
  it("is for those whom it links to, and for the members of groups", () => {
    const tree = withSecret(
      "vars/shared/wifi/password",
      [
        ["vars/shared/wifi/password/machines/mini", "sops/machines/mini"],
        ["vars/shared/wifi/password/groups/admins", "sops/groups/admins"],
      ],
      {
        groups: new Map([
          ["sops/groups/admins", [link("sops/groups/admins/users/ada", "sops/users/ada")]],
        ]),
      },
    );
    expect(readersIn(tree)).toEqual({
      "vars/shared/wifi/password/secret": [
        `host:mini ${short("clan mini")} clan: vars/shared/wifi/password/machines/mini`,
        `user:ada ${short("user ada")} clan: vars/shared/wifi/password/groups/admins (users/ada)`,
      ],
    });
  });

  it("is for nobody by a link that clan passes over", () => {
    const at = "sops/secrets/token";
    const tree = withSecret(at, [
      [`${at}/users/gone`, "sops/users/gone", false],
      [`${at}/users/out`, undefined],
      // Not one of the users: clan looks at the folder that it leads into.
      [`${at}/users/mini`, "sops/machines/mini"],
      [`${at}/machines/other`, "lib/machines/other"],
      [`${at}/groups/none`, "sops/groups/none"],
    ]);
    expect(readersIn(tree)).toEqual({ "sops/secrets/token/secret": [] });
  });

  it("is encrypted to the keys that a link leads to, whatever it is called", () => {
    const at = "sops/secrets/token";
    const tree = withSecret(at, [[`${at}/users/ben`, "sops/users/ada"]]);
    expect(readersIn(tree)).toEqual({
      "sops/secrets/token/secret": [`user:ada ${short("user ada")} clan: ${at}/users/ben`],
    });
  });

  it("has no rule where its name would be a pattern", () => {
    expect(readersIn(withSecret("sops/secrets/*", []))).toEqual({});
    expect(readersIn(withSecret("sops/secrets/a\nb", []))).toEqual({});
  });

  it("quotes names in reasons that could be taken for something else", () => {
    const at = "vars/shared/wi fi/pass'word";
    const tree = withSecret(at, [[`${at}/users/ada`, "sops/users/ada"]]);
    expect(readersIn(tree)[`${at}/secret`]).toEqual([
      `user:ada ${short("user ada")} clan: "${at}/users/ada"`,
    ]);
  });

  it("that is the key of a machine holds it", () => {
    const held = (name: string) =>
      layOutClan(declaredSecrets(), withSecret(`sops/secrets/${name}`, [])).rules[0]?.holdsKeyOf;
    expect(held("mini-age.key")).toEqual(["host:mini"]);
    expect(held("other-age.key")).toEqual([]);
    expect(held("mini-age")).toEqual([]);
  });
});

describe("a key of clan", () => {
  const owner = (folder: string, ...keys: readonly string[]) => {
    const members = new Map([[folder, keyFile(...keys)]]);
    const { members: found, keyring } = layOutClan(declaredSecrets(), { ...smallClan, members });
    const readers = [...(found.get(folder)?.readers.values() ?? [])];
    return [...readers, nameRecipient(keyring, keys[0] ?? "")];
  };

  it("is that of whoever declares it, before anybody with the name", () => {
    expect(owner("sops/users/laptop", recipientOf("user ada"))).toEqual(["user:ada", "user:ada"]);
    expect(owner("sops/users/ben", recipientOf("user ada"))).toEqual(["user:ada", "user:ada"]);
  });

  it("is that of the user, operator or host of the name, where nobody declares it", () => {
    expect(owner("sops/users/ben", recipientOf("new"))).toEqual(["user:ben", "user:ben"]);
    expect(owner("sops/users/ci", recipientOf("new"))).toEqual(["operator:ci", "operator:ci"]);
    expect(owner("sops/machines/mini", recipientOf("new"))).toEqual(["host:mini", "host:mini"]);
    expect(owner("sops/machines/ada", recipientOf("new"))[0]).toBeUndefined();
  });

  it("of nobody is called by the name that clan gives it, as a claim", () => {
    expect(owner("sops/users/gone", recipientOf("new"))).toEqual([
      undefined,
      "user:gone (no longer declared, says sops/users/gone/key.json)",
    ]);
  });
});

it("joins the rules of clan to the declared ones, and takes them out again", () => {
  const declared = declaredSecrets();
  const joined = joinClan(declared, layOutClan(declared, smallClan));
  expect(joined.rules).toHaveLength(declared.rules.length + 1);
  expect(withoutClan(joined).rules).toEqual(declared.rules);
});
