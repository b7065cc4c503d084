import * as z from "zod/mini";
import {
  data,
  homeMode,
  optionalProfile,
  optionalText,
  optionalTexts,
  text,
  texts,
} from "../basic-schema.ts";
import type { PlacementDeclaration, UserDeclaration } from "../declaration.ts";
import { services, userServices } from "../hosts/service-schema.ts";
import { lazily } from "../lazily.ts";
import { ageKeys, userSecrets } from "../secret-schema.ts";
import type { PlacedSshKeyDeclaration, SubordinateIdsDeclaration } from "./account-declaration.ts";
import { password } from "./password-schema.ts";
import type { SshKeyDeclaration, SshKeySource } from "./ssh-key-declaration.ts";
import type { UidDeclaration } from "./uid-declaration.ts";

const uid = lazily(
  () => z.union([z.int(), z.literal("machine")]) satisfies z.ZodMiniType<UidDeclaration>,
);
const subordinateIds = lazily(
  () =>
    z.union([
      z.enum(["auto", "none"]),
      z.strictObject({ start: z.int(), count: z.optional(z.int()) }),
    ]) satisfies z.ZodMiniType<SubordinateIdsDeclaration>,
);
const placementShape = lazily(() => ({
  username: optionalText(),
  uid: z.optional(uid()),
  isAdmin: z.optional(z.boolean()),
  isTrustedByNix: z.optional(z.boolean()),
  extraGroups: optionalTexts(),
  primaryGroup: optionalText(),
  linger: z.optional(z.boolean()),
  subordinateIds: z.optional(subordinateIds()),
  expires: optionalText(),
  shell: optionalText(),
  homeDirectory: optionalText(),
  homeProfile: optionalProfile(),
  homeName: optionalText(),
  home: z.optional(homeMode()),
  aggregates: optionalTexts(),
  password: password(),
}));
const placedSshKey = lazily(
  () =>
    z.union([
      text(),
      z.strictObject({ file: text() }),
      z.strictObject({ env: text() }),
    ]) satisfies z.ZodMiniType<PlacedSshKeyDeclaration>,
);
const placement = lazily(
  () =>
    z.strictObject({
      ...placementShape(),
      services: z.optional(services()),
      withoutGroups: optionalTexts(),
      sshKeys: z.optional(z.array(placedSshKey())),
      isDisabled: z.optional(z.boolean()),
    }) satisfies z.ZodMiniType<PlacementDeclaration>,
);
/** Who is placed where, on a user or a host. */
export const placements = lazily(() =>
  z.optional(z.union([texts(), z.record(text(), z.optional(placement()))])),
);

const keyOfEnvironment = lazily(() => ({ env: text(), options: optionalText() }));

/** The shape of an SSH key that is of no hosts by itself. */
export const sshKeySource = lazily(
  () =>
    z.union([
      text(),
      z.strictObject({ file: text() }),
      z.strictObject(keyOfEnvironment()),
    ]) satisfies z.ZodMiniType<SshKeySource>,
);

const sshKey = lazily(
  () =>
    z.union([
      text(),
      z.strictObject({ key: text(), hosts: texts() }),
      z.strictObject({ file: text(), hosts: optionalTexts() }),
      z.strictObject({ ...keyOfEnvironment(), hosts: optionalTexts() }),
    ]) satisfies z.ZodMiniType<SshKeyDeclaration>,
);

/** The shape of a user. */
export const user = lazily(
  () =>
    z.strictObject({
      fullName: optionalText(),
      email: optionalText(),
      description: optionalText(),
      stateVersion: optionalText(),
      sshKeys: z.optional(z.array(sshKey())),
      ageKeys: z.optional(ageKeys()),
      secrets: z.optional(userSecrets()),
      hosts: placements(),
      services: z.optional(userServices()),
      data: data(),
      isDisabled: z.optional(z.boolean()),
      ...placementShape(),
    }) satisfies z.ZodMiniType<UserDeclaration>,
);
