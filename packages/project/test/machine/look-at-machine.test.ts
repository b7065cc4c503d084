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
    expect(notes.join("\n")).not.toContain("services.xserver");
  });

  it.each([
    ["hardware.pulseaudio.enable = true;", "services.pulseaudio, since 25.05"],
    ["hardware.pulseaudio = { enable = true; };", "services.pulseaudio, since 25.05"],
    ["hardware.opengl.driSupport32Bit = true;", "hardware.graphics.enable32Bit, since 24.11"],
    [
      "services.xserver.displayManager.gdm.enable = true;",
      "services.displayManager.gdm, since 25.11",
    ],
    ['services.xserver.layout = "de";', "services.xserver.xkb.layout, since 23.11"],
    ["hardware.amdgpu.amdvlk.enable = true;", "RADV of Mesa"],
    ["# sound.enable = true;", undefined],
    ['services.xserver.layoutOf = "de";', undefined],
    ['environment.etc.note.text = "sound.enable = true;";', undefined],
  ])("reads in %s what has another name", async (line, instead) => {
    const configuration = `{ pkgs, ... }: {\n  ${line}\n}\n`;
    const { notes } = await look({ ...guest, "etc/nixos/configuration.nix": configuration });
    const old = notes.filter((note) => note.startsWith("The old configuration sets"));
    if (instead === undefined) expect(old).toEqual([]);
    else expect(old.join("\n")).toContain(instead);
  });

  it("says of an NVIDIA card which driver is the last for it, and for which kernels that is made", async () => {
    const { formFactor, hardware, isUefi, firstDisk, notes } = await look(desktop);
    expect({ formFactor, hardware, isUefi, firstDisk }).toEqual({
      formFactor: "desktop",
      hardware: { cpu: "amd", gpu: "nvidia", ssd: false },
      isUefi: false,
      firstDisk: "/dev/sda",
    });
    expect(notes.join("\n")).toMatch(
      /series 390 builds for Linux up to 6\.17, and this is 6\.18\.2/,
    );
    expect(notes.join("\n")).toContain("linuxPackages_latest");
  });

  // By the list of pci-ids.ucw.cz; the number of a card is no number of a model.
  it.each([
    ["GeForce 8800 GTX (Tesla)", "0191", "340", false],
    ["GeForce 210 (Tesla)", "0a65", "340", false],
    ["GeForce 8400 GS Rev. 3 (Tesla)", "10c3", "340", false],
    ["GeForce GTX 480 (Fermi)", "06c0", "390", false],
    ["GeForce GT 730 (Fermi)", "0f06", "390", false],
    ["GeForce GT 710M (Fermi)", "1140", "390", false],
    ["GeForce GTX 560 (Fermi)", "1201", "390", false],
    ["GeForce GT 640 (Kepler)", "0fc1", "470", false],
    ["GeForce GTX 780 Ti (Kepler)", "100a", "470", false],
    ["Quadro K6000 (Kepler)", "103a", "470", false],
    ["GeForce GTX 680 (Kepler)", "1180", "470", false],
    ["GeForce GT 710 (Kepler)", "128b", "470", false],
    ["GeForce GTX 750 Ti (Maxwell)", "1380", "580", false],
    ["GeForce GTX 970 (Maxwell)", "13c2", "580", false],
    ["Tesla P100 (Pascal)", "15f8", "580", false],
    ["GeForce GTX 1080 (Pascal)", "1b80", "580", false],
    ["TITAN V (Volta)", "1d81", "580", false],
    ["GeForce RTX 2080 Ti (Turing)", "1e04", undefined, true],
    ["GeForce GTX 1660 Ti (Turing)", "2182", undefined, true],
    ["GeForce RTX 3080 (Ampere)", "2206", undefined, true],
    ["GeForce RTX 4090 (Ada)", "2684", undefined, true],
    ["GeForce RTX 5090 (Blackwell)", "2b85", undefined, true],
    ["a card that nobody knows", "0001", undefined, undefined],
  ])("knows the driver of %s", async (_, device, series, isOpen) => {
    const { nvidia, notes } = await look({
      ...desktop,
      "sys/bus/pci/devices/0000:01:00.0/device": `0x${device}\n`,
    });
    expect(nvidia).toEqual({ series, isOpen });
    const text = notes.join("\n");
    expect(text.includes("nvidiaPackages.legacy_")).toBe(series !== undefined);
    expect(text).toContain("hardware.nvidia.open");
  });

  it.each([
    ["0191", "6.6.87", false],
    ["0191", "6.7.0", true],
    ["1180", "7.0.3", false],
    ["1180", "7.1.0", true],
    ["1b80", "7.1.0", false],
    ["2684", "7.1.0", false],
  ])(
    "says of the card %s with Linux %s whether its driver builds",
    async (device, kernel, isTold) => {
      const { notes } = await look({
        ...desktop,
        "sys/bus/pci/devices/0000:01:00.0/device": `0x${device}\n`,
        "proc/sys/kernel/osrelease": `${kernel}\n`,
      });
      expect(notes.join("\n").includes(`and this is ${kernel}`)).toBe(isTold);
    },
  );

  it("says of a laptop with two cards that one has to say which draws what", async () => {
    const { hardware, notes } = await look({
      ...laptop,
      "sys/bus/pci/devices/0000:01:00.0/class": "0x030200\n",
      "sys/bus/pci/devices/0000:01:00.0/vendor": "0x10de\n",
      "sys/bus/pci/devices/0000:01:00.0/device": "0x25a2\n",
    });
    expect(hardware).toMatchObject({ gpu: "nvidia", laptop: true });
    expect(notes.join("\n")).toContain("hardware.nvidia.prime");
    expect(notes.join("\n")).toContain("hardware.nvidia.open = true");
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
