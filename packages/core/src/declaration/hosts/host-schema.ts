import * as z from "zod/mini";
import { data, optionalProfile, optionalText, optionalTexts, text } from "../basic-schema.ts";
import type { HardwareDeclaration, HostDeclaration, HostKeyDeclaration } from "../declaration.ts";
import { optionalModules } from "../layout-schema.ts";
import { lazily } from "../lazily.ts";
import { placements } from "../people/user-schema.ts";
import { hostSecrets } from "../secret-schema.ts";
import { deploy } from "./service-schema.ts";
import { systems } from "./systems.ts";

const system = lazily(() => z.enum(systems));

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

const hostKey = lazily(
  () =>
    z.union([text(), z.strictObject({ file: text() })]) satisfies z.ZodMiniType<HostKeyDeclaration>,
);

/** The shape of a host. */
export const host = lazily(
  () =>
    z.strictObject({
      hostname: optionalText(),
      domain: z.optional(z.nullable(text())),
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
      sshHostKey: z.optional(hostKey()),
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
