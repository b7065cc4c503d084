import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import {
  findSelector,
  findSelectors,
  isSelected,
  parseHostSelector,
} from "../../src/selection/host-selector.ts";

const mini = { id: "mini", tags: ["server", "x:y"], platform: "nixos" } as const;

describe("a host selector", () => {
  it.each([
    ["mini", true],
    ["tag:server", true],
    ["tag:x:y", true],
    ["platform:nixos", true],
    ["Mini", false],
    ["min", false],
    ["tag:serve", false],
    ["tag:mini", false],
    ["platform:darwin", false],
    ["host:mini", false],
    ["hosts", false],
    ["*", false],
    ["", false],
  ])("selects by id, tag or platform: %s", (text, selected) => {
    expect(isSelected([text], mini)).toBe(selected);
  });

  it("is of no form where it has another word before its colon", () => {
    for (const text of ["tag:", "platform:macos", "platform:", "host:mini", ":", "users:ada"]) {
      expect(parseHostSelector(text), text).toBeUndefined();
    }
  });

  it("is found by its place in the list, the first one first", () => {
    expect(findSelector(["den", "tag:server", "mini"], mini)).toBe(1);
    expect(findSelector([], mini)).toBeUndefined();
  });

  it("is found in a long list as in a short one", () => {
    const others = Array.from({ length: 20 }, (_, index) => `den${index}`);
    expect(findSelector([...others, "mini", "tag:server", "mini"], mini)).toBe(20);
    expect(findSelector([...others, "tag:server", "mini"], mini)).toBe(20);
    expect(findSelectors([...others, "mini", "tag:server", "mini"], mini)).toEqual([20, 21, 22]);
    expect(findSelector(others, mini)).toBeUndefined();
  });

  it("is met by every host where no list stands, and by none where the list is empty", () => {
    expect([isSelected(undefined, mini), isSelected([], mini)]).toEqual([true, false]);
  });

  test.prop([fc.string()])("selects by nothing else, whatever is written", (text) => {
    const forms = ["mini", "tag:server", "tag:x:y", "platform:nixos"];
    expect(isSelected([text], mini)).toBe(forms.includes(text));
  });
});
