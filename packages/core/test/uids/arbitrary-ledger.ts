import { fc } from "@fast-check/vitest";
import type { FleetDeclaration } from "../../src/index.ts";
import type { UidLedger, UidSpace } from "../../src/internal.ts";

const userIds = ["ada", "bob", "constructor", "eve", "keith", "zoe"];
const macs = ["blackphos", "mac1.example.org"];
const linuxes = ["mini", "toString", "web1.example.org"];

const uidsOfNixos = fc.constantFrom(1000, 1001, 1002, 1003, 1004, 1500);
const uidsOfMacs = fc.constantFrom(501, 502, 503, 504, 700);

/** A space in which nobody has two uids, and nobody's is somebody else's. */
function arbitrarySpace(uids: fc.Arbitrary<number>): fc.Arbitrary<UidSpace> {
  const entries = fc.uniqueArray(fc.tuple(uids, fc.constantFrom(...userIds), fc.boolean()), {
    selector: ([uid]) => uid,
    maxLength: 6,
  });
  return entries.map((rows) => {
    const accounts = new Map<number, string>();
    const tombstones = new Map<number, string>();
    for (const [uid, user, isFormer] of rows.sort(([a], [b]) => a - b)) {
      const isHolder = !isFormer && ![...accounts.values()].includes(user);
      (isHolder ? accounts : tombstones).set(uid, user);
    }
    return { accounts, tombstones };
  });
}

/** A ledger that could have been written. */
export const arbitraryLedger: fc.Arbitrary<UidLedger> = fc
  .record({
    nixos: arbitrarySpace(uidsOfNixos),
    onMacs: fc.tuple(...macs.map(() => arbitrarySpace(uidsOfMacs))),
    pinned: fc.tuple(...linuxes.map(() => arbitrarySpace(uidsOfNixos))),
  })
  .map(({ nixos, onMacs, pinned }) => {
    const single = [...onMacs, ...pinned];
    const spaces = [...macs, ...linuxes].flatMap((host, index): [string, UidSpace][] => {
      const space = single[index];
      const isThere = space !== undefined && space.accounts.size + space.tombstones.size > 0;
      return isThere ? [[host, space]] : [];
    });
    return { nixos, hosts: new Map(spaces.sort(([a], [b]) => (a < b ? -1 : 1))) };
  });

const some = fc.shuffledSubarray([...userIds]);

/** What a placement on NixOS says: mostly nothing. */
const onNixos = fc.oneof(
  { arbitrary: fc.constant(undefined), weight: 6 },
  { arbitrary: uidsOfNixos, weight: 2 },
  { arbitrary: fc.constant("machine" as const), weight: 1 },
);

/** Fleets of a few people, of whom some declare uids, whether or not these are theirs to have. */
export const arbitraryPeople: fc.Arbitrary<FleetDeclaration> = fc
  .record({
    declared: fc.array(fc.option(uidsOfNixos, { nil: undefined }), { minLength: 6, maxLength: 6 }),
    pinned: fc.array(fc.option(uidsOfMacs, { nil: undefined }), { minLength: 6, maxLength: 6 }),
    admins: some,
    onLinux: fc.tuple(...linuxes.map(() => some)),
    pins: fc.tuple(...linuxes.map(() => fc.array(onNixos, { minLength: 6, maxLength: 6 }))),
    onMacs: fc.tuple(...macs.map(() => some)),
  })
  .map(({ declared, pinned, admins, onLinux, pins, onMacs }) => {
    const users = userIds.map((id, index) => {
      const uid = declared[index];
      const about = { fullName: "Somebody", isAdmin: admins.includes(id) };
      return [id, uid === undefined ? about : { ...about, uid }] as const;
    });
    const placed = (ids: readonly string[], uids: readonly (number | "machine" | undefined)[]) =>
      Object.fromEntries(ids.map((id) => [id, { uid: uids[userIds.indexOf(id)] }]));
    const hosts = [
      ...linuxes.map((id, at) => [
        id,
        { system: "x86_64-linux" as const, users: placed(onLinux[at] ?? [], pins[at] ?? []) },
      ]),
      ...macs.map((id, at) => [
        id,
        { system: "aarch64-darwin" as const, users: placed(onMacs[at] ?? [], pinned) },
      ]),
    ];
    return {
      users: Object.fromEntries(users),
      hosts: Object.fromEntries(hosts),
      defaults: { stateVersion: "24.05" },
    };
  });
