import * as z from "zod/mini";
import { text } from "./basic-schema.ts";
import { lazily } from "./lazily.ts";
import type { MovedDeclaration } from "./moved-declaration.ts";

/** The shape of what is called otherwise now. */
export const moved = lazily(
  () =>
    z.strictObject({
      users: z.optional(z.record(text(), text())),
      hosts: z.optional(z.record(text(), text())),
    }) satisfies z.ZodMiniType<MovedDeclaration>,
);
