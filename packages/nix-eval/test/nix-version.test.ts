import { expect, it } from "vitest";
import { isAtLeast, parseNixVersion } from "../src/nix-version.ts";

it.each([
  ["nix (Nix) 2.8.0\n", { flavor: "Nix", text: "2.8.0", major: 2, minor: 8 }],
  ["nix (Nix) 2.26.3", { flavor: "Nix", text: "2.26.3", major: 2, minor: 26 }],
  [
    "nix (Nix) 2.8.0pre20220503_abcdef0",
    { flavor: "Nix", text: "2.8.0pre20220503_abcdef0", major: 2, minor: 8 },
  ],
  ["nix (Lix, like Nix) 2.91.0", { flavor: "Lix", text: "2.91.0", major: 2, minor: 91 }],
  [
    "nix (Lix, like Nix) 2.94.0-pre20250704-dev",
    { flavor: "Lix", text: "2.94.0-pre20250704-dev", major: 2, minor: 94 },
  ],
  [
    "nix (Determinate Nix 3.0.0) 2.26.3",
    { flavor: "Determinate Nix", text: "2.26.3", major: 2, minor: 26 },
  ],
  [
    "warning: unknown setting 'x'\nnix (Nix) 2.18.1\n",
    { flavor: "Nix", text: "2.18.1", major: 2, minor: 18 },
  ],
  ["nix 0.1", undefined],
  ["", undefined],
])("%j is understood", (output, version) => {
  expect(parseNixVersion(output)).toEqual(version);
});

it.each([
  ["2.7.9", "2.8", false],
  ["2.8.0", "2.8", true],
  ["2.19.0", "2.8", true],
  ["2.8.0", "2.19", false],
  ["3.0.0", "2.19", true],
  ["1.99.0", "2.8", false],
])("that %s is at least %s is %s", (text, oldest, isNewer) => {
  const version = parseNixVersion(`nix (Nix) ${text}`);
  expect(version !== undefined && isAtLeast(version, oldest)).toBe(isNewer);
});
