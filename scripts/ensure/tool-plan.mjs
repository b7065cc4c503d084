// How a tool that is missing gets onto a machine. Pure: what is known of the machine comes in as data.

/** What the project's commands need beside Node, under the names that each packager has for it. */
export const tools = {
  git: { command: "git", debian: "git", brew: "git", page: "https://git-scm.com/downloads" },
  nix: { command: "nix", debian: "nix-bin", page: "https://nixos.org/download" },
  age: { command: "age", debian: "age", brew: "age", page: "https://age-encryption.org" },
  go: { command: "go", debian: "golang-go", brew: "go", page: "https://go.dev/dl" },
  "ssh-keygen": {
    command: "ssh-keygen",
    debian: "openssh-client",
    brew: "openssh",
    page: "https://www.openssh.com",
  },
  zsh: { command: "zsh", debian: "zsh", brew: "zsh", page: "https://www.zsh.org" },
  fish: { command: "fish", debian: "fish", brew: "fish", page: "https://fishshell.com" },
};

/**
 * What to do about a tool: nothing, these `steps` (and what to type `as` root where they are refused), or
 * telling somebody how to get it.
 *
 * @param machine `isRoot`, and `has`, which says whether a command is there.
 */
export function planTool(tool, machine) {
  if (machine.has(tool.command)) return { kind: "present" };
  if (tool.debian !== undefined && machine.has("apt-get")) return planApt(tool, machine);
  if (tool.brew !== undefined && machine.has("brew")) {
    return { kind: "install", with: "brew", steps: [["brew", "install", "--quiet", tool.brew]] };
  }
  return {
    kind: "missing",
    sentence: `${tool.command} is missing. ${describeRemedy(tool, machine)}`,
  };
}

function planApt({ command, debian }, machine) {
  const install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", debian];
  const as = `apt-get update && apt-get install -y --no-install-recommends ${debian}`;
  if (!machine.isRoot && !machine.has("sudo")) {
    const sentence = `${command} is missing, and there is no sudo to install it with. As root: ${as}`;
    return { kind: "missing", sentence };
  }
  const asRoot = machine.isRoot ? [] : ["sudo"];
  const steps = [["apt-get", "update", "-qq"], install].map((step) => [...asRoot, ...step]);
  return { kind: "install", with: "apt", steps, as };
}

/** The way to a tool, for somebody whose machine has none that a script could go. */
function describeRemedy({ command, page }, machine) {
  if (command !== "nix" && machine.has("nix")) {
    return `\`nix develop\` opens a shell that has all that the project needs; \`nix shell nixpkgs#${command}\` one with this alone. Run this again in it.`;
  }
  return `Install it (${page}), and run this again.`;
}

/** The way to a Node, likewise. */
export function describeNodeRemedy(machine) {
  const again = "and run this again";
  if (machine.has("nix"))
    return `\`nix develop\` opens a shell that has one: run this again in it.`;
  if (machine.has("brew")) return `Get one with \`brew install node\`, ${again}.`;
  return `Get one from https://nodejs.org/en/download, ${again}.`;
}
