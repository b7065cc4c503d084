import { fc } from "@fast-check/vitest";
import type { FleetDeclaration } from "@fleet/core";

// Ids that sort otherwise as numbers or in a locale, or that name what every object has.
const userIds = ["keith", "traci", "henry", "Zoe", "a.b", "constructor"];
const hostIds = ["mini", "travel", "10", "9", "Mini2", "toString"];
const profileIds = ["minimal", "laptop", "2"];
const featureIds = ["desktop", "9", "valueOf"];

/** Text that JSON, Nix, shells and terminals each have an opinion on. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({
    unit: fc.constantFrom(..."aB '\"\\$${}<>&#é漢😀\n\u001b\u202e\u2028"),
    maxLength: 12,
  }),
  fc.string({ unit: "binary", maxLength: 8 }).map((text) => text.replaceAll("\0", "")),
);

/** The same as far as people and hosts can be called so. */
export const personalText = anyText.map(
  (text) => `x${text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{DI}\u2800:]/gu, "")}`,
);
const homeMode = fc.constantFrom("integrated", "standalone", "both", "none");

function each<T>(ids: readonly string[], arbitrary: (index: number) => fc.Arbitrary<T>) {
  return fc.record(Object.fromEntries(ids.map((id, index) => [id, arbitrary(index)])));
}

function user(profiles: readonly string[], index: number) {
  return fc.record(
    {
      fullName: personalText,
      isAdmin: fc.boolean(),
      username: fc.constant(`login${index}`),
      email: fc.constant("x@example.org"),
      homeProfile: fc.constantFrom(null, ...profiles),
      home: homeMode,
      extraGroups: fc.shuffledSubarray(["video", "audio", "9"]),
      sshKeys: fc.constantFrom(
        [{ env: "SSH_KEY" }],
        [{ env: "SSH_KEY", options: 'restrict,command="a, b"' }],
      ),
    },
    { requiredKeys: ["fullName"] },
  );
}

/** Uids are declared, so that they do not depend on who else is there. */
function placement(isMac: boolean, index: number) {
  const uid = fc.constant((isMac ? 501 : 1000) + index);
  const password = isMac
    ? fc.constant(null)
    : fc.constantFrom(null, "locked", { secret: `login${index}` });
  const parts = { uid, shell: fc.constant("fish"), home: homeMode, password };
  return fc.record(parts, { requiredKeys: ["uid"] });
}

function host(
  system: "x86_64-linux" | "aarch64-darwin",
  { users, features }: { users: readonly string[]; features: readonly string[] },
) {
  const isMac = system === "aarch64-darwin";
  const placements = users.map((id, index) => [id, placement(isMac, index)]);
  return fc.record(
    {
      system: fc.constant(system),
      users: fc.record(Object.fromEntries(placements), { requiredKeys: [] }),
      features: fc.shuffledSubarray([...features]),
      tags: fc.array(personalText, { maxLength: 3 }),
      hardware: fc.record({ vendor: personalText, ssd: fc.boolean() }, { requiredKeys: [] }),
      formFactor: fc.constantFrom("desktop", "laptop"),
    },
    { requiredKeys: ["system", "users"] },
  );
}

/** Declarations in which nothing is wrong, with placements as records on the hosts. */
export const arbitraryFleet: fc.Arbitrary<FleetDeclaration> = fc
  .record({
    users: fc.shuffledSubarray(userIds),
    hosts: fc.shuffledSubarray(hostIds),
    profiles: fc.shuffledSubarray(profileIds),
    features: fc.shuffledSubarray(featureIds),
  })
  .chain(({ users, hosts, profiles, features }) =>
    fc.record({
      users: each(users, (index) => user(profiles, index)),
      hosts: each(hosts, () =>
        fc.oneof(
          host("x86_64-linux", { users, features }),
          host("aarch64-darwin", { users, features }),
        ),
      ),
      profiles: each(profiles, (index) =>
        fc.record({ extends: fc.shuffledSubarray(profiles.slice(0, index)) }),
      ),
      features: each(features, () => fc.record({ groups: fc.shuffledSubarray(["adm", "9", "z"]) })),
      defaults: fc.constant({ stateVersion: "24.05" }),
    }),
  );
