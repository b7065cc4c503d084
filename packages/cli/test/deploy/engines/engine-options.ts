/** What the command line of an engine takes, as its own source says. */
export interface EngineOptions {
  /** The version of the source, and the file that says it. */
  readonly source: string;
  /** The words that have to come first. */
  readonly words: readonly string[];
  /** How many words each option takes. */
  readonly options: Readonly<Record<string, number>>;
  /** How many words may belong to no option. */
  readonly operands: number;
  /** Whether words behind `--` go on to Nix. */
  readonly passesOn: boolean;
}

const of = (names: string, count: number): Record<string, number> =>
  Object.fromEntries(names.split(" ").map((name) => [name, count]));

const nixSwitches =
  "--keep-going -k --keep-failed -K --fallback --repair --quiet --print-build-logs -L --show-trace --refresh --impure --offline --no-net --recreate-lock-file --no-update-lock-file --no-write-lock-file --commit-lock-file";

const nhOptions = {
  ...of(
    `--dry -n --ask -a --no-nom --show-activation-logs --accept-flake-config --no-use-registries --no-registries --no-build-output -Q --use-substitutes --json -t --update -u --verbose -v ${nixSwitches}`,
    0,
  ),
  ...of(
    "--out-link -o --diff -d --max-jobs -j --cores --log-format --builders --include -I --elevation-strategy -e --update-input -U",
    1,
  ),
  ...of("--option --override-input", 2),
};

/** By the program, and the words that it begins with. */
export const engineOptions: Readonly<Record<string, readonly EngineOptions[]>> = {
  "nixos-rebuild": [
    {
      source: "nixpkgs 26.11-pre, nixos-rebuild-ng/src/nixos_rebuild/__init__.py",
      words: ["switch"],
      options: {
        ...of(
          `--verbose -v ${nixSwitches} --accept-flake-config --no-registries --no-build-output -Q --use-substitutes --substitute-on-destination -s --no-flake --install-bootloader --install-grub --rollback --upgrade --upgrade-all --json --ask-sudo-password --sudo --use-remote-sudo --no-ssh-tty --fast --no-reexec --no-build-nix --debug --diff --ask-elevate-password -S`,
          0,
        ),
        ...of(
          "--max-jobs -j --cores --log-format --builders --include -I --update-input --file -f --attr -A --flake --profile-name -p --specialisation -c --build-host --target-host --elevate --store-path --image-variant",
          1,
        ),
        ...of("--option --override-input", 2),
      },
      operands: 0,
      passesOn: false,
    },
  ],
  "darwin-rebuild": [
    {
      source: "nix-darwin 2026-08, pkgs/nix-tools/darwin-rebuild.sh",
      words: ["switch"],
      options: {
        ...of(
          "--show-trace --keep-going --keep-failed --verbose -v --fallback --offline --no-build-hook --dry-run -k -K -Q --no-flake -L --print-build-logs --impure --recreate-lock-file --no-update-lock-file --no-write-lock-file --no-registries --commit-lock-file --refresh",
          0,
        ),
        ...of(
          "--max-jobs -j --cores -I --flake --update-input --profile-name -p --substituters --log-format",
          1,
        ),
        ...of("--arg --argstr --option --override-input", 2),
      },
      operands: 0,
      passesOn: false,
    },
  ],
  "home-manager": [
    {
      source: "home-manager 26.11-pre, home-manager/home-manager",
      words: ["switch"],
      options: {
        ...of(
          "--recreate-lock-file --no-update-lock-file --no-write-lock-file --no-registries --commit-lock-file --refresh --no-out-link -L --print-build-logs -n --dry-run --rollback --debug --keep-failed --keep-going --show-trace --substitute --no-substitute --impure -v --verbose",
          0,
        ),
        ...of(
          "-A -I -B -b -f --file --flake --update-input --experimental-features --extra-experimental-features -c --specialisation -j --max-jobs --cores --builders --log-format",
          1,
        ),
        ...of("--option --arg --argstr --override-input", 2),
      },
      operands: 0,
      passesOn: false,
    },
  ],
  nix: [
    {
      source: "Nix 2.28, nix run",
      words: ["run"],
      options: of("--inputs-from", 1),
      operands: 1,
      passesOn: true,
    },
  ],
  nh: [
    {
      source: "nh 4.4.2 (3dada80), crates/nh-nixos/src/args.rs",
      words: ["os", "switch"],
      options: {
        ...nhOptions,
        ...of(
          "--no-validate --bypass-root-check -R --install-bootloader --no-specialisation -S",
          0,
        ),
        ...of("--hostname -H --specialisation -s --target-host --build-host", 1),
      },
      operands: 1,
      passesOn: true,
    },
    {
      source: "nh 4.4.2 (3dada80), crates/nh-darwin/src/args.rs",
      words: ["darwin", "switch"],
      options: {
        ...nhOptions,
        ...of("--bypass-root-check -R", 0),
        ...of("--hostname -H --build-host", 1),
      },
      operands: 1,
      passesOn: true,
    },
    {
      source: "nh 4.4.2 (3dada80), crates/nh-home/src/args.rs",
      words: ["home", "switch"],
      options: {
        ...nhOptions,
        ...of("--no-specialisation -S", 0),
        ...of("--configuration -c --specialisation -s --backup-extension -b --build-host", 1),
      },
      operands: 1,
      passesOn: true,
    },
  ],
  clan: [
    {
      source: "clan-core 2026-08, pkgs/clan-cli/clan_cli/machines/update.py and cli.py",
      words: ["machines", "update"],
      options: {
        ...of("--debug --upload-inputs --no-check", 0),
        ...of("--flake --host-key-check --target-host --build-host --specialisation --tags", 1),
        ...of("--option", 2),
      },
      operands: Number.POSITIVE_INFINITY,
      passesOn: false,
    },
  ],
  colmena: [
    {
      source: "colmena 0.5.0-pre (5bf4ce6), src/cli.rs and src/command/apply.rs",
      words: ["apply"],
      options: {
        ...of(
          "--show-trace --impure --keep-result --verbose -v --no-keys --reboot --no-substitute --no-substitutes --no-gzip --build-on-target --no-build-on-target --force-replace-unknown-profiles --legacy-flake-eval --experimental-flake-eval",
          0,
        ),
        ...of("--config -f --color --eval-node-limit --parallel -p --evaluator --on", 1),
        ...of("--nix-option", 2),
      },
      operands: 1,
      passesOn: false,
    },
  ],
  deploy: [
    {
      source: "deploy-rs d5eff7f, src/cli.rs",
      words: [],
      options: {
        ...of(
          "--checksigs -c --interactive -i --debug-logs -d --keep-result -k --skip-checks -s --remote-build --dry-activate --boot",
          0,
        ),
        ...of(
          "--file -f --log-dir --result-path -r --ssh-user --profile-user --ssh-opts --fast-connection --auto-rollback --hostname --magic-rollback --confirm-timeout --activation-timeout --temp-path --rollback-succeeded --sudo --interactive-sudo",
          1,
        ),
        // All words that follow.
        "--targets": Number.POSITIVE_INFINITY,
      },
      operands: 1,
      passesOn: true,
    },
  ],
  wire: [
    {
      source: "wire 1.4, crates/cli/src/cli.rs",
      words: ["apply"],
      options: {
        ...of(
          "--no-progress --non-interactive --show-trace --no-keys -n --reboot -r --substitute-on-destination -s --ssh-accept-host --verbose -v",
          0,
        ),
        ...of("--path --flake --parallel -p --always-build-local -a --handle-unreachable", 1),
        "--on": Number.POSITIVE_INFINITY,
      },
      operands: 1,
      passesOn: false,
    },
  ],
  nixos: [
    {
      source:
        "nixos-cli 0.16.1-dev (8ed7438), cmd/apply/apply.go and internal/cmd/nixopts/nixopts.go",
      words: ["apply"],
      options: {
        ...of(
          `--dry -d --install-bootloader --no-activate --no-boot --eval-only --use-nom --verbose -v --vm --vm-with-bootloader --local-root --remote-root --yes -y --no-rollback --no-build-output -Q --substitute-on-destination --use-substitutes --no-use-registries --no-registries --color-always ${nixSwitches}`,
          0,
        ),
        ...of(
          "--image -i --output -o --profile-name -p --specialisation -s --tag -t --build-host --target-host --store-path --rollback-timeout --max-jobs -j --cores --builders --log-format --include -I --option --update-input --override-input --config",
          1,
        ),
      },
      operands: 1,
      passesOn: false,
    },
  ],
  "system-manager": [
    {
      source: "system-manager 1.1.0 (48d4734), crates/system-manager/src/main.rs",
      words: ["switch"],
      options: {
        ...of("--refresh --ephemeral --sudo --ask-sudo-password --use-remote-sudo --verbose -v", 0),
        ...of("--flake --target-host --ssh-option", 1),
        ...of("--nix-option", 2),
      },
      operands: 0,
      passesOn: false,
    },
  ],
  "nixos-anywhere": [
    {
      source: "nixos-anywhere 1.13.0 (91fc9b7), src/nixos-anywhere.sh",
      words: [],
      options: {
        ...of(
          "--print-build-logs -L --env-password --copy-host-keys --show-trace --debug --no-disko-deps --stop-after-disko --no-reboot --no-substitute-on-destination --no-use-machine-substituters --build-on-remote --vm-test --tty -t",
          0,
        ),
        // It shifts away what stands behind --force-kexec, which reads nothing.
        ...of(
          "--flake -f --target-host --force-kexec -i --ssh-port -p --ssh-option --kexec --kexec-extra-flags --post-kexec-ssh-port --extra-files --disko-mode --build-on --phases --from",
          1,
        ),
        ...of(
          "--store-paths -s --generate-hardware-config --ssh-store-setting --chown --disk-encryption-keys --option",
          2,
        ),
      },
      operands: 1,
      passesOn: false,
    },
  ],
};
