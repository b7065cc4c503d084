import { fc, test } from "@fast-check/vitest";
import type { Json } from "@fleet/project";
import { expect, it } from "vitest";
import { hostEdits, userEdits } from "../src/edits/addition.ts";
import { applyEdits } from "../src/edits/declaration-edit.ts";
import { listMentions } from "../src/edits/mentions.ts";
import { removalEdits } from "../src/edits/removal.ts";
import { renamingEdits } from "../src/edits/renaming.ts";
import { declarations } from "./support/declarations.ts";

const ada = { kind: "user", id: "ada" } as const;
const mini = { kind: "host", id: "mini" } as const;
const plain = { moves: new Map<string, string>(), kept: {}, dropped: [] };

test.prop([declarations])("who is removed is named nowhere any more", (declaration) => {
  for (const subject of [ada, mini]) {
    const after = applyEdits(declaration, removalEdits(declaration, subject));
    expect(listMentions(after, subject)).toEqual([]);
  }
});

test.prop([declarations])("a rename there and back gives what was", (declaration) => {
  for (const subject of [ada, mini]) {
    const there = renamingEdits(declaration, { subject, to: "other", ...plain });
    const renamed = applyEdits(declaration, there);
    expect(listMentions(renamed, subject)).toEqual([]);
    const other = { ...subject, id: "other" };
    const back = renamingEdits(renamed, { subject: other, to: subject.id, ...plain });
    expect(applyEdits(renamed, back)).toEqual(declaration);
  }
});

test.prop([declarations, fc.subarray(["mini", "nas"])])(
  "who is added and removed leaves nothing behind",
  (declaration, hosts) => {
    const added = applyEdits(declaration, userEdits(declaration, { id: "mary", hosts }));
    const gone = removalEdits(added, { kind: "user", id: "mary" });
    const bare = withLists(declaration, hosts);
    expect(applyEdits(added, gone)).toEqual(bare);
    const host = hostEdits({ id: "vault", system: "x86_64-linux", users: ["ada"] });
    const more = applyEdits(declaration, host);
    expect(applyEdits(more, removalEdits(more, { kind: "host", id: "vault" }))).toEqual(
      declaration,
    );
  },
);

/** Hosts that said nothing of users have an empty list of them afterwards. */
function withLists(declaration: Json, hosts: readonly string[]): Json {
  return hosts.reduce<Json>((value, host) => {
    const path = ["hosts", host, "users"];
    const added = applyEdits(value, [{ kind: "append", path, value: "nobody" }]);
    const isRecord = JSON.stringify(added) === JSON.stringify(value);
    if (isRecord) return value;
    const { users } = hostOf(value, host);
    return Array.isArray(users) || users === undefined
      ? applyEdits(value, [{ kind: "set", path, value: users ?? [] }])
      : value;
  }, declaration);
}

function hostOf(declaration: Json, host: string): { readonly users?: Json } {
  const { hosts } = JSON.parse(JSON.stringify(declaration));
  return hosts[host];
}

it("takes what would mean more with nobody in it out as a whole", () => {
  const declaration: Json = {
    users: { ada: { sshKeys: [{ file: "a.pub", hosts: ["mini"] }] }, bob: {} },
    hosts: { mini: { users: ["ada"], primaryUser: "ada" }, nas: { users: { ada: {}, bob: {} } } },
    root: [{ hosts: ["mini"], sshKeys: ["user:ada", "admins@mini"] }, { sshKeys: ["user:ada"] }],
    groups: { lab: { members: ["ada", "bob"] } },
    secrets: {
      files: [
        { path: "a.yaml", readers: ["user:ada"] },
        { path: "b.yaml", readers: ["user:ada/yubikey", "user:bob"], holdsKeyOf: ["user:ada"] },
      ],
    },
    policy: {
      acceptedGroups: { ada: ["docker"] },
      accept: [
        { code: "core/x", at: "users.ada.sshKeys", reason: "y" },
        { code: "core/x", at: "users.adam", reason: "y" },
      ],
      sharedUids: [{ uid: 1000, users: ["ada", "bob"], reason: "z" }],
    },
  };
  expect(applyEdits(declaration, removalEdits(declaration, ada))).toEqual({
    users: { bob: {} },
    hosts: { mini: { users: [] }, nas: { users: { bob: {} } } },
    root: [{ hosts: ["mini"], sshKeys: ["admins@mini"] }],
    groups: { lab: { members: ["bob"] } },
    secrets: { files: [{ path: "b.yaml", readers: ["user:bob"] }] },
    policy: {
      acceptedGroups: {},
      accept: [{ code: "core/x", at: "users.adam", reason: "y" }],
      sharedUids: [],
    },
  });
  expect(applyEdits(declaration, removalEdits(declaration, mini))).toMatchObject({
    users: { ada: { sshKeys: [] } },
    root: [{ sshKeys: ["user:ada"] }],
  });
});

it("takes no name for another that begins like it, or for one of something else", () => {
  const declaration: Json = {
    users: { ada: {}, "ada.l": {} },
    hosts: { ada: { users: ["ada.l"] } },
    secrets: {
      files: [{ path: "a", readers: ["user:ada.l", "host:ada", "users@ada", "hosts@ada"] }],
    },
  };
  const edits = renamingEdits(declaration, { subject: ada, to: "eve", ...plain });
  expect(applyEdits(declaration, edits)).toEqual({
    users: { eve: {}, "ada.l": {} },
    hosts: { ada: { users: ["ada.l"] } },
    secrets: {
      files: [{ path: "a", readers: ["user:ada.l", "host:ada", "users@ada", "hosts@eve"] }],
    },
  });
});

it("says a rename for all branches, in one step from every id of before", () => {
  const declaration: Json = { users: { ada: {} }, hosts: {}, moved: { users: { kay: "ada" } } };
  const said = { ...plain, isSaid: true };
  const there = applyEdits(
    declaration,
    renamingEdits(declaration, { subject: ada, to: "ida", ...said }),
  );
  expect(there).toMatchObject({ moved: { users: { kay: "ida", ada: "ida" } } });
  const subject = { kind: "user", id: "ida" } as const;
  const back = applyEdits(there, renamingEdits(there, { subject, to: "ada", ...said }));
  expect(back).toMatchObject({ moved: { users: { kay: "ada", ida: "ada" } } });
  const home = applyEdits(there, renamingEdits(there, { subject, to: "kay", ...plain }));
  expect(home).toMatchObject({ users: { kay: {} }, moved: { users: { ada: "kay" } } });
});

it("takes out what is left of `moved` with whom it was about", () => {
  const one: Json = { users: { ada: {} }, moved: { users: { kay: "ada" } } };
  expect(applyEdits(one, removalEdits(one, ada))).toEqual({ users: {} });
  const two: Json = { users: { ada: {} }, moved: { users: { kay: "ada" }, hosts: { a: "b" } } };
  expect(applyEdits(two, removalEdits(two, ada))).toEqual({
    users: {},
    moved: { hosts: { a: "b" } },
  });
});
