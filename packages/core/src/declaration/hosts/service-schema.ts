import * as z from "zod/mini";
import { uidRange } from "../basic-schema.ts";
import { lazily } from "../lazily.ts";
import type { GroupDeclaration } from "../people/group-declaration.ts";
import type { DeployDeclaration } from "./deploy-declaration.ts";
import type {
  CodeServerDeclaration,
  ServicesDeclaration,
  UserCodeServerDeclaration,
  UserServicesDeclaration,
} from "./service-declaration.ts";

const optionalText = lazily(() => z.optional(z.string()));
const optionalTexts = lazily(() => z.optional(z.array(z.string())));

const codeServerShape = lazily(() => ({
  enable: z.optional(z.boolean()),
  port: z.int(),
  host: optionalText(),
  auth: z.optional(z.enum(["none", "password"])),
  workingDirectory: optionalText(),
}));
const codeServer = lazily(
  () => z.strictObject(codeServerShape()) satisfies z.ZodMiniType<CodeServerDeclaration>,
);
const userCodeServer = lazily(
  () =>
    z.strictObject({
      ...codeServerShape(),
      hosts: optionalTexts(),
    }) satisfies z.ZodMiniType<UserCodeServerDeclaration>,
);

/** The services of a placement. */
export const services = lazily(
  () =>
    z.strictObject({
      codeServer: z.optional(z.nullable(codeServer())),
    }) satisfies z.ZodMiniType<ServicesDeclaration>,
);

/** The services of a user. */
export const userServices = lazily(
  () =>
    z.strictObject({
      codeServer: z.optional(z.nullable(userCodeServer())),
    }) satisfies z.ZodMiniType<UserServicesDeclaration>,
);

/** A group that must exist. */
export const group = lazily(
  () =>
    z.strictObject({
      purpose: optionalText(),
      gid: z.optional(z.int()),
      hosts: optionalTexts(),
      members: optionalTexts(),
      uidRange: uidRange(),
    }) satisfies z.ZodMiniType<GroupDeclaration>,
);

/** How a host gets what was built for it. */
export const deploy = lazily(
  () =>
    z.strictObject({
      engine: z.optional(
        z.enum([
          "nixos-rebuild",
          "darwin-rebuild",
          "clan",
          "colmena",
          "deploy-rs",
          "nh",
          "wire",
          "nixos-cli",
          "system-manager",
          "comin",
          "nixfleet",
        ]),
      ),
      target: optionalText(),
      buildHost: optionalText(),
      channel: optionalText(),
      home: z.optional(z.enum(["home-manager", "nh"])),
    }) satisfies z.ZodMiniType<DeployDeclaration>,
);
