import { expect, it } from "vitest";
import type { FoundRootWay } from "../../src/found/found-settings.ts";
import { fold } from "../support/folded-fleet.ts";
import {
  foundFleet,
  foundHost,
  foundRoot,
  foundUser,
  ofNixos,
  own,
  systemUser,
} from "../support/sample-found.ts";

const way = (kind: FoundRootWay["kind"], option: string, names: string[] = []): FoundRootWay => ({
  ...{ kind, option, names },
  definedIn: own,
});

const leftOf = (kind: string, ...hosts: Parameters<typeof foundFleet>[0]) =>
  fold(foundFleet(hosts)).left.filter((item) => item.kind === kind);

it("ways to root that stay in modules are told once for all hosts, by kind", () => {
  const rules = "security.sudo.extraRules";
  const items = leftOf(
    "root-access",
    foundHost("a", { rootWays: [way("rule", rules, ["ada"]), way("uid", "uid", ["toor"])] }),
    foundHost("b", { rootWays: [way("rule", rules, ["@ops"])] }),
    foundHost("c", { rootWays: [way("unread", "security.doas.extraConfig")] }),
    foundHost("d"),
  );
  expect(items).toEqual([
    {
      kind: "root-access",
      about: "a, b",
      message:
        'Rules of sudo, doas or polkit say who acts as root: "@ops", "ada" by "security.sudo.extraRules". It stays in the modules, and `fleet verify` will name it.',
      help: "",
      files: ["modules/all.nix"],
    },
    expect.objectContaining({
      about: "a",
      message: expect.stringContaining("Accounts beside `root`"),
    }),
    expect.objectContaining({
      about: "c",
      message: expect.stringContaining("nothing in fleet reads it"),
    }),
  ]);
});

it("an empty password lets in anybody, whoever makes the account", () => {
  const password = { options: ["hashedPassword"], secret: null, isLocked: false, isEmpty: true };
  const users = [
    foundUser("ada", { password }),
    foundUser("ben", { password, isEnabled: false }),
    foundRoot({ password }),
    systemUser("own", { password }),
    systemUser("web", { password, definedIn: ofNixos }),
  ];
  expect(leftOf("password", foundHost("a", { users }))).toMatchObject([
    {
      about: "ada@a, own@a, root@a, web@a",
      message: 'Its password is empty, as "hashedPassword" says: anybody can log in.',
      help: expect.stringContaining('"locked"'),
    },
  ]);
});
