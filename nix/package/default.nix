# The command, built from this repository as npm builds it: `pkgs.callPackage` it. Nothing is fetched but the
# tarballs that package-lock.json has hashes of, each by itself, so that the build needs no network.
{
  lib,
  stdenv,
  fetchurl,
  installShellFiles,
  runtimeShell,
  # What the command starts, where the machine has none of its own: git to see which files a flake would
  # see, sops to change secret files. (Nix itself is the machine's: it has to fit the store and the daemon.)
  git,
  sops,
  # The Node that it runs on: another one, or the first of these that is new enough.
  nodejs_24 ? null,
  nodejs_22 ? null,
  nodejs ? null,
  node ?
    let
      chosen = import ./node.nix { inherit nodejs nodejs_22 nodejs_24; };
    in
    if chosen.node == null then throw chosen.refusal else chosen.node,
}:
let
  inherit (builtins) fromJSON readFile;
  inherit (stdenv) buildPlatform;
  identity = fromJSON (readFile ../../identity.json);
  manifest = fromJSON (readFile ../../packages/cli/package.json);

  # What npm calls otherwise than nixpkgs.
  cpus = {
    aarch64 = "arm64";
    armv7l = "arm";
    i686 = "ia32";
    powerpc64le = "ppc64";
    x86_64 = "x64";
  };

  modules = import ./npm-closure.nix {
    inherit (identity) registry;
    lock = fromJSON (readFile ../../package-lock.json);
    roots = [
      "packages/cli"
      "node_modules/tsup"
      # tsup asks for it, though nothing is compiled with it.
      "node_modules/typescript"
    ];
    # It bundles what it needs; so all of that is there for its development alone.
    developed = [ "packages/cli" ];
    without = [ "${identity.scope}/test-kit" ];
    # They run while it is built; what comes of them runs anywhere.
    platform = {
      os = if buildPlatform.isDarwin then "darwin" else "linux";
      cpu = cpus.${buildPlatform.parsed.cpu.name} or buildPlatform.parsed.cpu.name;
      libc = if buildPlatform.isMusl then "musl" else "glibc";
    };
  };

  unpack =
    { place, url, hash }:
    ''
      mkdir -p ${lib.escapeShellArg place}
      tar -xzf ${fetchurl { inherit url hash; }} -C ${lib.escapeShellArg place} --strip-components=1
    '';
  link =
    { place, target }:
    ''
      mkdir -p ${lib.escapeShellArg (dirOf place)}
      ln -s "$PWD"/${lib.escapeShellArg target} ${lib.escapeShellArg place}
    '';
  # Behind the machine's own, which may have plugins that these lack.
  further = lib.makeBinPath [
    git
    sops
  ];
in
stdenv.mkDerivation {
  pname = identity.name;
  inherit (manifest) version;
  src = import ./source.nix;
  strictDeps = true;
  nativeBuildInputs = [
    installShellFiles
    node
  ];

  configurePhase = ''
    runHook preConfigure
    ${lib.concatMapStrings unpack modules.tarballs}
    ${lib.concatMapStrings link modules.links}
    chmod -R u+rwX node_modules
    runHook postConfigure
  '';

  buildPhase = ''
    runHook preBuild
    (cd packages/cli && node ../../node_modules/tsup/dist/cli-default.js)
    runHook postBuild
  '';

  # The Node is named by its whole path: whichever one is first in PATH does not matter.
  launcher = ''
    #!${runtimeShell}
    PATH="''${PATH:+$PATH:}${further}"
    export PATH
    exec ${node}/bin/node ${placeholder "out"}/lib/fleet/dist/main.js "$@"
  '';
  passAsFile = [ "launcher" ];

  installPhase = ''
    runHook preInstall
    mkdir -p $out/bin $out/lib/fleet
    cp -R packages/cli/dist packages/cli/package.json LICENSE $out/lib/fleet
    install -m 755 "$launcherPath" $out/bin/${identity.name}
    for shell in bash fish zsh; do
      node packages/cli/dist/main.js completion $shell > ${identity.name}.$shell
      installShellCompletion --cmd ${identity.name} --$shell ${identity.name}.$shell
    done
    runHook postInstall
  '';

  doInstallCheck = stdenv.buildPlatform.canExecute stdenv.hostPlatform;
  installCheckPhase = ''
    runHook preInstallCheck
    test "$($out/bin/${identity.name} --version)" = ${lib.escapeShellArg manifest.version}
    runHook postInstallCheck
  '';

  passthru = {
    inherit node;
    # What is fetched: `place`, `url` and `hash` of each.
    inherit (modules) tarballs;
  };

  meta = {
    inherit (manifest) description;
    homepage = "https://github.com/${identity.repository}";
    license = lib.licenses.mit;
    mainProgram = identity.name;
    platforms = node.meta.platforms or (import ../lib/systems.nix);
  };
}
