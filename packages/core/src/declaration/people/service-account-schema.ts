import * as z from "zod/mini";
import { optionalText, optionalTexts, texts } from "../basic-schema.ts";
import { lazily } from "../lazily.ts";
import { ageKeys } from "../secret-schema.ts";
import type { ServiceAccountDeclaration } from "./service-account-declaration.ts";
import { sshKeySource } from "./user-schema.ts";

/** The shape of an account that is nobody's. */
export const serviceAccount = lazily(
  () =>
    z.strictObject({
      purpose: optionalText(),
      description: optionalText(),
      hosts: texts(),
      username: optionalText(),
      uid: z.optional(z.int()),
      group: optionalText(),
      extraGroups: optionalTexts(),
      homeDirectory: optionalText(),
      createHome: z.optional(z.boolean()),
      shell: optionalText(),
      sshKeys: z.optional(z.array(sshKeySource())),
      ageKeys: z.optional(ageKeys()),
    }) satisfies z.ZodMiniType<ServiceAccountDeclaration>,
);
