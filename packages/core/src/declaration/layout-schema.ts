import * as z from "zod/mini";
import type { LayoutDeclaration, LayoutPlaces, ModuleDeclaration } from "./layout-declaration.ts";
import { lazily } from "./lazily.ts";

const module = lazily(
  () =>
    z.union([
      z.string(),
      z.strictObject({ attr: z.string() }),
    ]) satisfies z.ZodMiniType<ModuleDeclaration>,
);

/** Module lists, wherever they stand. */
export const optionalModules = lazily(() => z.optional(z.array(module())));

const preset = lazily(() => z.enum(["canonical", "dendritic"]));

const places = lazily(
  () =>
    z.strictObject({
      preset: z.optional(preset()),
      user: optionalModules(),
      userOnHost: optionalModules(),
      allUsers: optionalModules(),
      host: optionalModules(),
      hardware: optionalModules(),
      allHosts: optionalModules(),
      profile: optionalModules(),
      aggregate: optionalModules(),
      feature: optionalModules(),
    }) satisfies z.ZodMiniType<LayoutPlaces>,
);

/** Where the Nix modules are. */
export const layout = lazily(
  () => z.union([preset(), places()]) satisfies z.ZodMiniType<LayoutDeclaration>,
);
