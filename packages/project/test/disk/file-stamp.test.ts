import { createHash } from "node:crypto";
import { fc, it } from "@fast-check/vitest";
import { unstamped } from "@fleet/codegen";
import { describe, expect } from "vitest";
import { digestSource, isSource, readStamp, stampFile } from "../../src/disk/file-stamp.ts";
import { nodeWorld } from "../../src/node/index.ts";

const world = nodeWorld();

const render = (value: unknown) =>
  `${JSON.stringify({ $schema: "urn:x", generated: unstamped, value }, null, 2)}\n`;

describe("a stamp", () => {
  it("is the sha256 of the text with zeros in its place, and changes no length", () => {
    const text = render("ä");
    const digest = createHash("sha256").update(text).digest("hex");
    const stamped = Buffer.from(stampFile(world, text));
    expect(stamped.toString()).toBe(text.replace(unstamped, `sha256-${digest}`));
    expect(stamped.length).toBe(Buffer.byteLength(text));
  });

  it.prop([fc.jsonValue()])("says that a file is as fleet wrote it", (value) => {
    expect(readStamp(world, stampFile(world, render(value)))).toBe("intact");
  });

  it.prop([fc.string({ minLength: 1 }), fc.nat()])("tells any other text", (noise, place) => {
    const bytes = Buffer.from(stampFile(world, render("the value")));
    const at = bytes.indexOf("the value") + (place % 9);
    const text = bytes.toString("latin1");
    const edited = `${text.slice(0, at)}${noise}${text.slice(at)}`;
    expect(readStamp(world, Buffer.from(edited))).toBe("edited");
  });

  it.prop([fc.nat(10)])("outlives a formatter and other line ends", (indent) => {
    const stamped = stampFile(world, render(["a", { b: 1 }])).toString();
    const formatted = JSON.stringify(JSON.parse(stamped), null, indent);
    expect(readStamp(world, Buffer.from(formatted.replaceAll("\n", "\r\n")))).toBe("intact");
  });

  it("outlives other line ends in a file that is no JSON", () => {
    const stamped = stampFile(world, `# "generated": "${unstamped}"\nkeys: []\n`).toString();
    expect(readStamp(world, Buffer.from(stamped.replaceAll("\n", "\r\n")))).toBe("intact");
    expect(readStamp(world, Buffer.from(stamped.replaceAll("\n", "\n\n")))).toBe("edited");
  });

  it("is in no file that fleet did not write", () => {
    expect(readStamp(world, Buffer.from("{}\n"))).toBe("foreign");
    expect(readStamp(world, Buffer.alloc(0))).toBe("foreign");
    expect(readStamp(world, Buffer.from(`{"generated":"sha256-abc"}`))).toBe("foreign");
  });
});

describe("the digest of a source", () => {
  const bytes = Buffer.from("users:\n  keith: {}\n");
  const other = Buffer.from("users:\r\n  keith: {}\r\n");

  it("is the same with whatever line ends git gives it on a machine", () => {
    expect(digestSource(world, other)).toBe(digestSource(world, bytes));
    expect(digestSource(world, Buffer.from("users:\n"))).not.toBe(digestSource(world, bytes));
  });

  it("knows the file again, also by a digest over its own line ends", () => {
    for (const recorded of [digestSource(world, bytes), world.digest(other)]) {
      expect(isSource(world, other, `sha256-${recorded}`)).toBe(true);
    }
    expect(isSource(world, bytes, `sha256-${world.digest("users:\n")}`)).toBe(false);
  });
});
