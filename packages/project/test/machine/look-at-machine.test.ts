import { describe, expect, it } from "vitest";
import { lookAtMachine } from "../../src/init.ts";
import { memoryWorld } from "../../src/world/memory-world.ts";
import {
  desktop,
  guest,
  hostile,
  laptop,
  mac,
  type RecordedMachine,
  server,
} from "./recorded-machines.ts";

function look(machine: RecordedMachine, links: Readonly<Record<string, string>> = {}) {
  const files = Object.fromEntries(
    Object.entries(machine).map(([path, text]) => [`/seen/${path}`, text]),
  );
  return lookAtMachine(memoryWorld({ files, links }), "/seen");
}

describe("lookAtMachine", () => {
  it("sees a laptop with NixOS, its people, keys and files", async () => {
    const seen = await look(laptop);
    expect(seen).toMatchObject({
      system: "x86_64-linux",
      hostName: "travel",
      formFactor: "laptop",
      hardware: { cpu: "intel", gpu: "intel", laptop: true, ssd: true, vendor: "lenovo" },
      isUefi: true,
      firstDisk: "/dev/nvme0n1",
      sshHostKey: expect.stringMatching(/^ssh-ed25519 /),
      hardwareFile: laptop["etc/nixos/hardware-configuration.nix"],
      settings: { stateVersion: "23.11" },
    });
    expect(seen.accounts).toMatchObject([
      { login: "keith", uid: 1000, fullName: "Keith Kay", shell: "fish", isAdmin: true },
      { login: "traci", uid: 1001, shell: undefined, isAdmin: false, sshKeys: [] },
    ]);
    expect(seen.accounts[0]?.sshKeys).toHaveLength(1);
    expect([...seen.settings.carried]).toContainEqual(["time.timeZone", '"Europe/Berlin"']);
  });

  it("says which settings of the old configuration have another name by now", async () => {
    const { notes } = await look(laptop);
    expect(notes.join("\n")).toContain("hardware.graphics, since 24.11");
    expect(notes.join("\n")).toContain("sound.enable");
  });

  it("says of an NVIDIA card for which kernels its driver is not made", async () => {
    const { formFactor, hardware, isUefi, firstDisk, notes } = await look(desktop);
    expect({ formFactor, hardware, isUefi, firstDisk }).toEqual({
      formFactor: "desktop",
      hardware: { cpu: "amd", gpu: "nvidia", ssd: false },
      isUefi: false,
      firstDisk: "/dev/sda",
    });
    expect(notes.join("\n")).toMatch(/series 470 was not made for Linux 6\.10 .* this is 6\.12\.8/);
    expect(notes.join("\n")).toContain("linuxPackages_latest");
  });

  it("takes a server with a battery behind it for a server", async () => {
    const seen = await look(server);
    expect(seen).toMatchObject({ formFactor: "server", hostName: "web1.example.org" });
    expect(seen.hardware).toMatchObject({ cpu: "amd", gpu: "amd" });
    expect(seen.notes).toHaveLength(1);
  });

  it("tells of AMD graphics how video is decoded", async () => {
    const { notes } = await look({ ...server, "sys/class/dmi/id/chassis_type": "3\n" });
    expect(notes.join("\n")).toContain("hardware.graphics.enable");
  });

  it("sees a virtual machine, and takes the name of an image for none", async () => {
    expect(await look(guest)).toMatchObject({ formFactor: "vm", hostName: undefined });
  });

  it("sees a Mac by what its programs print", async () => {
    expect(await look(mac)).toMatchObject({
      platform: "darwin",
      system: "aarch64-darwin",
      hostName: "Anas-MacBook",
      formFactor: "laptop",
      hardware: { cpu: "apple", laptop: true, ssd: true },
      accounts: [
        { login: "ana", uid: 501, fullName: "Ana Example", isAdmin: true },
        { login: "ben", uid: 502, isAdmin: false },
      ],
    });
  });

  it("takes nothing over that could do harm", async () => {
    const seen = await look(hostile);
    expect(seen.hostName).toBeUndefined();
    expect(seen.sshHostKey).toBeUndefined();
    expect(seen.settings).toEqual({ stateVersion: undefined, carried: new Map() });
    expect(seen.accounts.map(({ login }) => login)).toEqual(["eve", "bob"]);
    expect(seen.accounts[0]?.fullName).toBeUndefined();
    expect(seen.hardware).toEqual({ cpu: "amd" });
    expect(seen.notes.join("")).not.toContain("\u001b");
  });

  it("follows links as the machine would, and none out of it", async () => {
    const files: RecordedMachine = { ...laptop, "etc/static/hostname": "inside\n" };
    const { ["etc/hostname"]: _, ...others } = files;
    const seen = await look(others, {
      "/seen/etc/hostname": "/etc/static/hostname",
      "/seen/etc/machine-info": "../../../../etc/passwd",
    });
    expect(seen.hostName).toBe("inside");
  });

  it("knows nothing of an empty folder", async () => {
    expect(await look({ readme: "" })).toMatchObject({
      system: undefined,
      accounts: [],
      notes: [],
    });
  });
});
