import { fc } from "@fast-check/vitest";
import type { Json } from "@fleet/project";

const people = fc.subarray(["ada", "bob", "eve"]);
const machines = fc.subarray(["mini", "nas"], { minLength: 1 });
const readers = fc.subarray(
  [
    "user:ada",
    "user:ada/yubikey",
    "hosts@ada:admin",
    "user:bob",
    "host:mini",
    "admins@mini",
    "hosts",
    "host:nas",
  ],
  { minLength: 1 },
);
const placements = fc.oneof(
  people,
  people.map((ids) => Object.fromEntries(ids.map((id) => [id, { shell: "fish" }]))),
);

/** Declarations in which `ada` and `mini` are named wherever they can be, or not. */
export const declarations: fc.Arbitrary<Json> = fc
  .record({
    placed: fc.tuple(placements, placements),
    hosts: machines,
    members: people,
    rules: fc.array(fc.record({ path: fc.constantFrom("a.yaml", "b.yaml"), readers }), {
      maxLength: 3,
    }),
    root: fc.array(
      fc.record({
        hosts: machines,
        sshKeys: fc.subarray(["user:ada", "admins@mini", "users"], { minLength: 1 }),
      }),
      { maxLength: 2 },
    ),
    moved: fc.constantFrom(
      {},
      { moved: { users: { kay: "ada" } } },
      { moved: { users: { kay: "ada", ben: "bob" }, hosts: { old: "mini" } } },
      { moved: { hosts: { old: "nas" } } },
    ),
    at: fc.constantFrom("users.ada", "hosts.mini.users.ada", "users.bob", "hosts.nas"),
  })
  .map(({ placed, hosts, members, rules, root, moved, at }) => ({
    ...moved,
    users: {
      ada: { fullName: "Ada", sshKeys: [{ file: "ada.pub", hosts }] },
      bob: {},
      eve: {},
    },
    hosts: {
      mini: { system: "x86_64-linux", users: placed[0] },
      nas: { system: "x86_64-linux", users: placed[1] },
    },
    groups: { lab: { members, hosts } },
    root,
    secrets: { files: rules },
    policy: { accept: [{ code: "core/any", at, reason: "a test" }] },
  }));
