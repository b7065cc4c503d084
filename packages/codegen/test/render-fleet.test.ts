import { expect, it } from "vitest";
import { generatedPaths } from "../src/index.ts";
import { renderSound } from "./sample-files.ts";

it("every rendered file is one that fleet may generate, in the order of the paths", () => {
  const hosts = Array.from({ length: 60 }, (_, index) => [`h${index}`, { system: "x86_64-linux" }]);
  const files = renderSound({
    users: {},
    hosts: Object.fromEntries(hosts),
    defaults: { stateVersion: "24.05" },
  });
  expect(files.map(({ path }) => path)).toEqual([...generatedPaths].sort());
});
