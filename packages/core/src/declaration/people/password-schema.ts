import * as z from "zod/mini";
import { optionalText, text } from "../basic-schema.ts";
import { lazily } from "../lazily.ts";
import type { PasswordDeclaration } from "./password-declaration.ts";

/** The password of an account; null says nothing. */
export const password = lazily(() =>
  z.optional(
    z.nullable(
      z.union([
        z.literal("locked"),
        z.strictObject({ secret: text(), file: optionalText(), key: optionalText() }),
        z.strictObject({ hash: text() }),
      ]) satisfies z.ZodMiniType<PasswordDeclaration>,
    ),
  ),
);
