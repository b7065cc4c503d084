import type { ResolvedHost } from "@fleet/core";
import { defaultEngine, pullsItself } from "@fleet/core/internal";
import type { CommandEngine } from "./engines.ts";

/** The command that deploys the system of a host; undefined where there is none, or the host fetches it itself. */
export function engineOf({
  platform,
  deploy: { engine },
}: Pick<ResolvedHost, "platform" | "deploy">): CommandEngine | undefined {
  const name = engine ?? defaultEngine(platform);
  return pullsItself(name) ? undefined : name;
}
