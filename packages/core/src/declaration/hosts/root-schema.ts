import * as z from "zod/mini";
import { optionalTexts } from "../basic-schema.ts";
import { lazily } from "../lazily.ts";
import { password } from "../people/password-schema.ts";
import { sshKeySource } from "../people/user-schema.ts";
import type { RootDeclaration } from "./root-declaration.ts";

const grant = lazily(
  () =>
    z.strictObject({
      hosts: optionalTexts(),
      sshKeys: z.optional(z.array(sshKeySource())),
      trustedByNix: optionalTexts(),
      sudoNeedsPassword: z.optional(z.boolean()),
      password: password(),
    }) satisfies z.ZodMiniType<RootDeclaration>,
);

/** The shape of `root`. */
export const root = lazily(() => z.optional(z.array(grant())));
