import { formatPath, type Path, type Position, positionAt } from "@fleet/diagnostics";
import type { Project } from "./project.ts";

/** Where a value of a declaration stands in its config. */
export interface ValuePlace {
  /** From the fleet's folder. */
  readonly file: string;
  /** Undefined where it is not known, as in a script that computes it. */
  readonly position: Position | undefined;
}

/** Where values stand, by their paths as `formatPath` writes them; nothing where no config was read. */
export async function locateValues(
  { config, text, readSource }: Project,
  paths: Iterable<Path>,
): Promise<ReadonlyMap<string, ValuePlace>> {
  if (config === undefined) return new Map();
  const source = readSource(config.name);
  const wanted = new Map([...paths].map((path) => [formatPath(path), path]));
  const found = await Promise.all(
    [...wanted].map(async ([name, path]): Promise<[string, ValuePlace]> => {
      const place = await text?.locate(path);
      const isKnown = place !== undefined && source !== undefined;
      const position = isKnown ? positionAt(source, place.start) : undefined;
      return [name, { file: config.name, position }];
    }),
  );
  return new Map(found);
}
