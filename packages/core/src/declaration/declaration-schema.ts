import * as z from "zod/mini";
import {
  data,
  homeMode,
  optionalProfile,
  optionalText,
  optionalTexts,
  text,
  texts,
  uidRange,
} from "./basic-schema.ts";
import type {
  AcceptanceDeclaration,
  AggregateDeclaration,
  DefaultsDeclaration,
  FeatureDeclaration,
  FleetDeclaration,
  PolicyDeclaration,
  ProfileDeclaration,
} from "./declaration.ts";
import { host } from "./hosts/host-schema.ts";
import { root } from "./hosts/root-schema.ts";
import { deploy, group } from "./hosts/service-schema.ts";
import { layout, sharedHomeModules, sharedSystemModules } from "./layout-schema.ts";
import { lazily } from "./lazily.ts";
import { moved } from "./moved-schema.ts";
import { serviceAccount } from "./people/service-account-schema.ts";
import type { SharedUidDeclaration } from "./people/uid-declaration.ts";
import { user } from "./people/user-schema.ts";
import { operator, secrets } from "./secret-schema.ts";

// The shape of a declaration and nothing else: what a value means is for the checks, which can name
// the cure. `zod/mini` because it is a tenth of `zod` once bundled, and the command starts with it. What nobody
// parses is not built.

const profile = lazily(
  () =>
    z.strictObject({
      extends: optionalTexts(),
      aggregates: optionalTexts(),
      modules: sharedHomeModules(),
    }) satisfies z.ZodMiniType<ProfileDeclaration>,
);

const aggregate = lazily(
  () =>
    z.strictObject({
      modules: sharedHomeModules(),
    }) satisfies z.ZodMiniType<AggregateDeclaration>,
);

const feature = lazily(
  () =>
    z.strictObject({
      groups: optionalTexts(),
      modules: sharedSystemModules(),
    }) satisfies z.ZodMiniType<FeatureDeclaration>,
);

const defaults = lazily(
  () =>
    z.strictObject({
      shell: optionalText(),
      homeName: optionalText(),
      homeMode: z.optional(
        z.strictObject({ admin: z.optional(homeMode()), nonAdmin: z.optional(homeMode()) }),
      ),
      homeProfile: optionalProfile(),
      nonAdminProfile: optionalProfile(),
      aggregates: optionalTexts(),
      stateVersion: optionalText(),
      deploy: z.optional(deploy()),
      uid: z.optional(z.literal("machine")),
      uidRange: z.optional(z.strictObject({ nixos: uidRange(), darwin: uidRange() })),
    }) satisfies z.ZodMiniType<DefaultsDeclaration>,
);

const acceptance = lazily(
  () =>
    z.strictObject({
      code: text(),
      at: text(),
      reason: text(),
      until: optionalText(),
    }) satisfies z.ZodMiniType<AcceptanceDeclaration>,
);

const sharedUid = lazily(
  () =>
    z.strictObject({
      uid: z.int(),
      users: texts(),
      reason: text(),
    }) satisfies z.ZodMiniType<SharedUidDeclaration>,
);

const policy = lazily(
  () =>
    z.strictObject({
      rootEquivalentGroups: z.optional(z.enum(["warning", "error"])),
      acceptedGroups: z.optional(z.record(text(), optionalTexts())),
      accept: z.optional(z.array(acceptance())),
      sharedUids: z.optional(z.array(sharedUid())),
      warnDaysBefore: z.optional(z.int()),
    }) satisfies z.ZodMiniType<PolicyDeclaration>,
);

/** The shape of a whole declaration. */
export const declarationSchema = lazily(
  () =>
    z.strictObject({
      $schema: optionalText(),
      users: z.record(text(), user()),
      hosts: z.record(text(), host()),
      profiles: z.optional(z.record(text(), profile())),
      aggregates: z.optional(z.record(text(), aggregate())),
      features: z.optional(z.record(text(), feature())),
      groups: z.optional(z.record(text(), group())),
      serviceAccounts: z.optional(z.record(text(), serviceAccount())),
      operators: z.optional(z.record(text(), operator())),
      secrets: z.optional(secrets()),
      root: root(),
      layout: z.optional(layout()),
      defaults: z.optional(defaults()),
      policy: z.optional(policy()),
      moved: z.optional(moved()),
      data: data(),
    }) satisfies z.ZodMiniType<FleetDeclaration>,
);
