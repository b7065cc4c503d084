import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { arbitraryFleet as codegenFleet } from "../../../codegen/test/arbitrary-fleet.ts";
import { arbitraryFleet as coreFleet } from "../../../core/test/arbitrary-fleet.ts";
import { foundOfFleet } from "../../src/found/of-fleet/found-of-fleet.ts";
import { comparable, compute, fold, foldAndFind } from "../support/folded-fleet.ts";

const arbitraryFleet = fc.oneof(codegenFleet, coreFleet);

describe("a declared fleet that is found and folded", () => {
  test.prop([arbitraryFleet])("is the same fleet", async (declaration) => {
    const before = foundOfFleet(await compute(declaration));
    const { found } = await foldAndFind(before);
    expect(comparable(found)).toEqual(comparable(before));
  });

  test.prop([arbitraryFleet])("is folded to the same declaration again", async (declaration) => {
    const { proposal, found } = await foldAndFind(foundOfFleet(await compute(declaration)));
    expect(fold(found).declaration).toEqual(proposal.declaration);
  });
});
