import * as z from "zod/mini";
import type { DeployDeclaration } from "./deploy-declaration.ts";
import type { GroupDeclaration } from "./group-declaration.ts";
import type {
  CodeServerDeclaration,
  ServicesDeclaration,
  UserCodeServerDeclaration,
  UserServicesDeclaration,
} from "./service-declaration.ts";

const optionalText = z.optional(z.string());
const optionalTexts = z.optional(z.array(z.string()));

const codeServerShape = {
  enable: z.optional(z.boolean()),
  port: z.int(),
  host: optionalText,
  auth: z.optional(z.enum(["none", "password"])),
  workingDirectory: optionalText,
};
const codeServer = z.strictObject(codeServerShape) satisfies z.ZodMiniType<CodeServerDeclaration>;
const userCodeServer = z.strictObject({
  ...codeServerShape,
  hosts: optionalTexts,
}) satisfies z.ZodMiniType<UserCodeServerDeclaration>;

/** The services of a placement. */
export const services = z.strictObject({
  codeServer: z.optional(z.nullable(codeServer)),
}) satisfies z.ZodMiniType<ServicesDeclaration>;

/** The services of a user. */
export const userServices = z.strictObject({
  codeServer: z.optional(z.nullable(userCodeServer)),
}) satisfies z.ZodMiniType<UserServicesDeclaration>;

/** A group that must exist. */
export const group = z.strictObject({
  purpose: optionalText,
  gid: z.optional(z.int()),
  hosts: optionalTexts,
  members: optionalTexts,
}) satisfies z.ZodMiniType<GroupDeclaration>;

/** How a host gets what was built for it. */
export const deploy = z.strictObject({
  engine: z.optional(
    z.enum(["nixos-rebuild", "darwin-rebuild", "clan", "colmena", "deploy-rs", "nh"]),
  ),
  target: optionalText,
  buildHost: optionalText,
  home: z.optional(z.enum(["home-manager", "nh"])),
}) satisfies z.ZodMiniType<DeployDeclaration>;
