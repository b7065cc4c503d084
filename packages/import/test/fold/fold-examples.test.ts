import { join } from "node:path";
import type { ComputedFleet } from "@fleet/codegen";
import { openProject } from "@fleet/project";
import { nodeWorld } from "@fleet/project/node";
import { describe, expect, test } from "vitest";
import { foundOfFleet } from "../../src/found/of-fleet/found-of-fleet.ts";
import { comparable, fold, foldAndFind } from "../support/folded-fleet.ts";

const examples = join(import.meta.dirname, "../../../../examples");

async function open(name: string): Promise<ComputedFleet> {
  const { fleet } = await openProject(nodeWorld({ folder: join(examples, name) }));
  if (fleet === undefined) throw new Error("bug: the example has no declaration");
  return fleet;
}

describe.each(["family", "workstations", "devbox", "dendritic", "macs", "servers", "single"])(
  "the example %s, found and folded",
  (name) => {
    test("is the same fleet", async () => {
      const before = foundOfFleet(await open(name));
      const { found } = await foldAndFind(before);
      expect(comparable(found)).toEqual(comparable(before));
    });

    test("is folded to the same declaration again", async () => {
      const { proposal, found } = await foldAndFind(foundOfFleet(await open(name)));
      expect(fold(found).declaration).toEqual(proposal.declaration);
    });

    test("leaves nothing behind but what it says", async () => {
      const { left, questions } = fold(foundOfFleet(await open(name)));
      expect({ left, questions }).toMatchSnapshot();
    });
  },
);
