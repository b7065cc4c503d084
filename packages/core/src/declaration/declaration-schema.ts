import * as z from "zod/mini";
import type { OwnData } from "../own-data/own-data.ts";
import type {
  AcceptanceDeclaration,
  AggregateDeclaration,
  DefaultsDeclaration,
  FeatureDeclaration,
  FleetDeclaration,
  HardwareDeclaration,
  HostDeclaration,
  PlacementDeclaration,
  PolicyDeclaration,
  ProfileDeclaration,
  SshKeyDeclaration,
  UserDeclaration,
} from "./declaration.ts";
import {
  layout,
  optionalModules,
  sharedHomeModules,
  sharedSystemModules,
} from "./layout-schema.ts";
import { lazily } from "./lazily.ts";
import { ageKeys, hostSecrets, operator, secrets, userSecrets } from "./secret-schema.ts";
import { deploy, group, services, userServices } from "./service-schema.ts";
import { systems } from "./systems.ts";

// The shape of a declaration and nothing else: what a value means is for the checks, which can name
// the cure. `zod/mini` because it is a tenth of `zod` once bundled, and the command starts with it. What nobody
// parses is not built.

// What is wrong with data of one's own is found before, where a schema would not look.
const data = lazily(() => z.optional(z.custom<OwnData>()));
const text = lazily(() => z.string());
const texts = lazily(() => z.array(text()));
const homeMode = lazily(() => z.enum(["integrated", "standalone", "both", "none"]));
const system = lazily(() => z.enum(systems));
const optionalText = lazily(() => z.optional(text()));
const optionalTexts = lazily(() => z.optional(texts()));
const optionalProfile = lazily(() => z.optional(z.nullable(text())));

const placementShape = lazily(() => ({
  username: optionalText(),
  uid: z.optional(z.int()),
  isAdmin: z.optional(z.boolean()),
  extraGroups: optionalTexts(),
  shell: optionalText(),
  homeDirectory: optionalText(),
  homeProfile: optionalProfile(),
  home: z.optional(homeMode()),
  aggregates: optionalTexts(),
}));
const placement = lazily(
  () =>
    z.strictObject({
      ...placementShape(),
      services: z.optional(services()),
    }) satisfies z.ZodMiniType<PlacementDeclaration>,
);
const placements = lazily(() =>
  z.optional(z.union([texts(), z.record(text(), z.optional(placement()))])),
);

const sshKey = lazily(
  () =>
    z.union([
      text(),
      z.strictObject({ file: text() }),
      z.strictObject({ env: text() }),
    ]) satisfies z.ZodMiniType<SshKeyDeclaration>,
);

const user = lazily(
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
      ...placementShape(),
    }) satisfies z.ZodMiniType<UserDeclaration>,
);

const hardware = lazily(
  () =>
    z.strictObject({
      cpu: z.optional(z.enum(["amd", "intel", "apple", "arm"])),
      gpu: z.optional(z.enum(["amd", "intel", "nvidia", "apple", "none"])),
      laptop: z.optional(z.boolean()),
      ssd: z.optional(z.boolean()),
      vendor: optionalText(),
    }) satisfies z.ZodMiniType<HardwareDeclaration>,
);

const host = lazily(
  () =>
    z.strictObject({
      hostname: optionalText(),
      system: system(),
      platform: z.optional(z.enum(["nixos", "darwin", "linux"])),
      stateVersion: optionalText(),
      users: placements(),
      primaryUser: optionalText(),
      homeProfile: optionalProfile(),
      features: optionalTexts(),
      hardware: z.optional(hardware()),
      formFactor: z.optional(
        z.enum(["desktop", "laptop", "server", "vm", "container", "appliance"]),
      ),
      tags: optionalTexts(),
      sshHostKey: optionalText(),
      sshHostKeyPath: optionalText(),
      ageKey: optionalText(),
      ageKeyFile: optionalText(),
      secrets: z.optional(hostSecrets()),
      tailscale: z.optional(z.boolean()),
      deploy: z.optional(deploy()),
      modules: optionalModules(),
      data: data(),
    }) satisfies z.ZodMiniType<HostDeclaration>,
);

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

const uidRange = lazily(() => z.optional(z.tuple([z.int(), z.int()])));
const defaults = lazily(
  () =>
    z.strictObject({
      shell: optionalText(),
      homeMode: z.optional(
        z.strictObject({ admin: z.optional(homeMode()), nonAdmin: z.optional(homeMode()) }),
      ),
      homeProfile: optionalProfile(),
      nonAdminProfile: optionalProfile(),
      aggregates: optionalTexts(),
      stateVersion: optionalText(),
      deploy: z.optional(deploy()),
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

const policy = lazily(
  () =>
    z.strictObject({
      rootEquivalentGroups: z.optional(z.enum(["warning", "error"])),
      acceptedGroups: z.optional(z.record(text(), optionalTexts())),
      accept: z.optional(z.array(acceptance())),
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
      operators: z.optional(z.record(text(), operator())),
      secrets: z.optional(secrets()),
      layout: z.optional(layout()),
      defaults: z.optional(defaults()),
      policy: z.optional(policy()),
      data: data(),
    }) satisfies z.ZodMiniType<FleetDeclaration>,
);
