/** As much of a plugin of esbuild as is needed here; esbuild is tsup's, and not ours to import. */
interface Build {
  onResolve(
    options: { filter: RegExp },
    resolve: (args: { path: string }) => object | undefined,
  ): void;
  onLoad(options: { filter: RegExp }, load: (args: { path: string }) => object): void;
}

/** Where the command says `./start/front.ts`, its bundle says `./front.js`: a build of its own. */
export const leaveOutFront = {
  name: "leave out the front",
  setup: (build: Build) =>
    build.onResolve({ filter: /[\\/]start[\\/]front\.ts$/ }, () => ({
      path: "./front.js",
      external: true,
    })),
};

/** The front never runs a command; without this, all of them would be bundled into it. */
export const leaveOutCommands = {
  name: "leave out the commands",
  setup: (build: Build) =>
    build.onLoad({ filter: /[\\/]cli[\\/]src[\\/]commands[\\/].*\.ts$/ }, () => ({
      contents: "module.exports = {};",
      loader: "js",
    })),
};
