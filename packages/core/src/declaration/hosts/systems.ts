/** The systems that a host can have. By name, so that TypeScript calls them `System` where one is wrong. */
export type System =
  | "x86_64-linux"
  | "aarch64-linux"
  | "aarch64-darwin"
  | "x86_64-darwin"
  | "i686-linux"
  | "armv7l-linux"
  | "armv6l-linux"
  | "riscv64-linux"
  | "powerpc64le-linux"
  | "arc-linux"
  | "armv5tel-linux"
  | "armv7a-linux"
  | "loongarch64-linux"
  | "m68k-linux"
  | "microblaze-linux"
  | "microblazeel-linux"
  | "mips-linux"
  | "mips64-linux"
  | "mips64el-linux"
  | "mipsel-linux"
  | "powerpc-linux"
  | "powerpc64-linux"
  | "riscv32-linux"
  | "s390-linux"
  | "s390x-linux"
  | "sh4-linux";

/**
 * Every system that Nix knows and that NixOS, nix-darwin or home-manager can be for: what nixpkgs names in
 * `lib/systems/doubles.nix` with a kernel of Linux or Darwin. Those that nixpkgs builds packages for come first.
 */
export const systems = [
  "x86_64-linux",
  "aarch64-linux",
  "aarch64-darwin",
  "x86_64-darwin",
  "i686-linux",
  "armv7l-linux",
  "armv6l-linux",
  "riscv64-linux",
  "powerpc64le-linux",
  "arc-linux",
  "armv5tel-linux",
  "armv7a-linux",
  "loongarch64-linux",
  "m68k-linux",
  "microblaze-linux",
  "microblazeel-linux",
  "mips-linux",
  "mips64-linux",
  "mips64el-linux",
  "mipsel-linux",
  "powerpc-linux",
  "powerpc64-linux",
  "riscv32-linux",
  "s390-linux",
  "s390x-linux",
  "sh4-linux",
] as const satisfies readonly System[];
