import { describe, expect, it } from "vitest";
import { explainFailure } from "../../../scripts/ensure/failure.mjs";

const place = { folder: "/src/fleet", source: "The registry of npm", as: "apt-get install age" };

// What npm 11, apt 2.6 and Go 1.25 print.
const cases: readonly (readonly [string, string, string])[] = [
  [
    "an offline machine",
    "npm error code ENOTFOUND\nnpm error network request to https://registry.npmjs.org/yaml failed, reason: getaddrinfo ENOTFOUND registry.npmjs.org",
    "The registry of npm could not be reached, and not all that is missing is in the cache. Nothing else has changed: run this again with a network.",
  ],
  [
    "a module proxy that cannot be reached",
    'go: github.com/getsops/sops/v3@v3.13.2: Get "https://proxy.golang.org/": dial tcp: lookup proxy.golang.org: no such host',
    "The registry of npm could not be reached, and not all that is missing is in the cache. Nothing else has changed: run this again with a network.",
  ],
  [
    "a full disk",
    "npm error code ENOSPC\nnpm error syscall write\nnpm error ENOSPC: no space left on device, write",
    "The disk is full. Make room, and run this again.",
  ],
  [
    "a read-only checkout",
    "npm error code EROFS\nnpm error EROFS: read-only file system, mkdir '/src/fleet/node_modules'",
    "/src/fleet is read-only. Use a copy of the checkout that can be written.",
  ],
  [
    "a checkout of somebody else",
    "npm error code EACCES\nnpm error Error: EACCES: permission denied, mkdir '/src/fleet/node_modules'",
    "/src/fleet cannot be written by you. Make it yours, and run this again.",
  ],
  [
    "a lock file that does not fit",
    "npm error code EUSAGE\nnpm error `npm ci` can only install packages when your package.json and package-lock.json are in sync.",
    "package.json and package-lock.json do not fit together: run `npm install`, and commit both.",
  ],
  [
    "apt in use",
    "E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 4242 (apt-get)",
    "Another program is installing something with apt. Wait for it, and run this again.",
  ],
  [
    "a sudo that wants a password",
    "sudo: a terminal is required to read the password; either use the -S option",
    "Only root may do this. As root: apt-get install age",
  ],
  [
    "a package that the lists do not have",
    "E: Unable to locate package age",
    "This machine's package lists do not have it.",
  ],
];

describe("an installation that fails", () => {
  it.each(cases)("says what was tried, what it said, and what to do: %s", (_, output, cure) => {
    const [first, ...rest] = explainFailure("npm ci", output, place).split("\n");
    expect(first).toBe("npm ci failed:");
    expect(rest.at(-1)).toBe(cure);
    expect(output).toContain(rest[0]?.trim());
  });

  it("shows the end of what nobody foresaw, without the trace and the log's place", () => {
    const output = [
      "npm error something new",
      "    at Object.write (/usr/lib/node_modules/npm/lib/x.js:1:1)",
      "npm error",
      "npm error A complete log of this run can be found in: /home/keith/.npm/_logs/x.log",
    ].join("\n");
    expect(explainFailure("npm ci", output, place)).toBe(
      "npm ci failed:\n  npm error something new\nMend what it complains about, and run this again.",
    );
  });
});
