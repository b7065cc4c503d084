import type { Emitter } from "./emitter.ts";
import { fleetJsonEmitter } from "./fleet-json/fleet-json-emitter.ts";
import { sopsYamlEmitter } from "./sops-yaml/sops-yaml-emitter.ts";

/** All that is generated from a fleet. */
export const emitters: readonly Emitter[] = [sopsYamlEmitter, fleetJsonEmitter];

/** Every path that fleet may generate, in order: one of them that is no longer rendered is an orphan. */
export const generatedPaths: readonly string[] = emitters.flatMap(({ paths }) => paths).sort();
