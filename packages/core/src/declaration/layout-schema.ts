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

const homePlatforms = lazily(() => z.array(z.enum(["nixos", "darwin", "linux"])));
const systemPlatforms = lazily(() => z.array(z.enum(["nixos", "darwin"])));

/** Lists of home modules that homes share. */
export const sharedHomeModules = lazily(() =>
  z.optional(
    z.array(
      z.union([
        z.string(),
        z.strictObject({ path: z.string(), platforms: homePlatforms() }),
        z.strictObject({ attr: z.string(), platforms: z.optional(homePlatforms()) }),
      ]),
    ),
  ),
);

/** Lists of system modules that hosts share. */
export const sharedSystemModules = lazily(() =>
  z.optional(
    z.array(
      z.union([
        z.string(),
        z.strictObject({ path: z.string(), platforms: systemPlatforms() }),
        z.strictObject({ attr: z.string(), platforms: z.optional(systemPlatforms()) }),
      ]),
    ),
  ),
);

/** Lists of modules of one host, and of candidates of a place. */
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
