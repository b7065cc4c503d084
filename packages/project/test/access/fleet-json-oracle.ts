/** What of a `fleet.json` tells who can do what, as far as the random fleets have it. */
export interface ToldFleet {
  readonly hosts: Readonly<Record<string, ToldHost>>;
  readonly secrets?: { readonly files: readonly ToldFile[] };
  /** The variables of the keys that people have, also of those without an account; not of keys that sign. */
  readonly people: Readonly<Record<string, readonly string[]>>;
}

interface ToldHost {
  readonly hostname: string;
  readonly domain?: string;
  readonly platform: string;
  readonly trustedUsers: readonly string[];
  readonly knownUsers?: readonly string[];
  readonly root?: { readonly sshKeys?: readonly unknown[] };
  readonly deploy?: {
    readonly engine?: string;
    readonly target?: string;
    readonly buildHost?: string;
  };
  readonly accounts: Readonly<Record<string, ToldAccount>>;
  readonly serviceAccounts?: Readonly<Record<string, ToldService>>;
  readonly secrets?: Readonly<Record<string, ToldSecret>>;
}

interface ToldSecret {
  readonly file: string;
  readonly key: string;
  readonly mode: string;
  readonly owner?: string | null;
  readonly group?: string | null;
}

interface ToldService {
  readonly username: string;
  readonly group: string;
  readonly groups?: readonly string[];
  readonly shell?: string;
  readonly sshKeys?: readonly { readonly env: string; readonly options?: string }[];
}

interface ToldAccount {
  readonly username: string;
  readonly isAdmin: boolean;
  readonly isDisabled?: boolean;
  readonly primaryGroup?: string;
  readonly groups: readonly string[];
  readonly sshKeys: readonly { readonly options?: string }[];
  readonly password?: "locked" | object;
  readonly home?: { readonly secrets?: object };
  readonly services?: { readonly codeServer?: { readonly auth: string } };
}

interface ToldFile {
  readonly path: string;
  readonly readers: readonly string[];
  readonly holdsKeyOf?: readonly string[];
}

export type Answer = "yes" | "unknown";

// Written out once more: what amounts to root is not to be looked up where it is tested.
const asGoodAsRoot = [
  "wheel",
  "root",
  "docker",
  "podman",
  "lxd",
  "incus-admin",
  "libvirtd",
  "disk",
  "kmem",
  "shadow",
  "systemd-journal-remote",
];

/** Facts of the form "who can what", each as sure as the surest way to it, found by going round until nothing is new. */
export function answerFromJson(told: ToldFleet): ReadonlyMap<string, Answer> {
  const facts = new Map<string, Answer>();
  let isNew = true;
  const claim = (who: string, what: string, sure: Answer | undefined) => {
    const key = `${who} ${what}`;
    if (sure === undefined || facts.get(key) === "yes" || facts.get(key) === sure) return;
    facts.set(key, sure);
    isNew = true;
  };
  const subjects = listSubjects(told);
  while (isNew) {
    isNew = false;
    for (const who of subjects) {
      const can = (what: string): Answer | undefined => facts.get(`${who} ${what}`);
      const then = (what: string, effect: string, sure: Answer = "yes") =>
        claim(who, effect, both(can(what), sure));
      for (const [id, host] of Object.entries(told.hosts)) {
        for (const [user, account] of Object.entries(host.accounts)) {
          if (who === `user:${user}`) claim(who, `act ${user}@${id}`, judgeLogin(host, account));
          const isHeld = typeof account.password === "object" && account.isDisabled !== true;
          if (isHeld && who !== `user:${user}` && sharesPassword(told, who, account)) {
            claim(who, `act ${user}@${id}`, "yes");
          }
          judgeAccount({ id, host, user, account }, { who, then, claim });
        }
        for (const [service, account] of Object.entries(host.serviceAccounts ?? {})) {
          judgeService(told, { id, host, service, account }, { who, then, claim });
        }
        judgeSecrets({ id, host }, then);
        judgeRoot(told, { id, host }, { who, then, claim });
        judgeDeploy(told, { id, host }, { who, then, claim });
        if (who === `host:${id}`) claim(who, `root ${id}`, "yes");
        then(`root ${id}`, `key host:${id}`);
      }
      if (/^(?:user|operator|service):/.test(who)) claim(who, `key ${who}`, "yes");
      for (const { path, readers, holdsKeyOf = [] } of told.secrets?.files ?? []) {
        for (const reader of readers) then(`key ${reader}`, `read ${path}`);
        for (const owner of holdsKeyOf) then(`read ${path}`, `key ${owner}`);
      }
    }
  }
  return facts;
}

interface Judge {
  readonly who: string;
  readonly then: (what: string, effect: string, sure?: Answer) => void;
  readonly claim: (who: string, what: string, sure: Answer | undefined) => void;
}

function judgeLogin({ platform }: ToldHost, account: ToldAccount): Answer | undefined {
  const { sshKeys, password, isDisabled } = account;
  if (isDisabled === true && platform === "nixos") return undefined;
  const free = sshKeys.filter(({ options = "" }) => !/command=|cert-authority/i.test(options));
  const hasPassword = typeof password === "object";
  return platform !== "linux" && (free.length > 0 || hasPassword) ? "yes" : "unknown";
}

/** Whoever has a certificate by the key of an authority gets in, and nobody knows who that is. */
function isSigned({ sshKeys }: ToldAccount): boolean {
  return sshKeys.some(({ options = "" }) => options.includes("cert-authority"));
}

/** Whether somebody has the password of an account for one of theirs, on any host. */
function sharesPassword(told: ToldFleet, who: string, { password }: ToldAccount): boolean {
  const name = JSON.stringify(password);
  return Object.values(told.hosts).some(({ accounts }) =>
    Object.entries(accounts).some(
      ([user, one]) => who === `user:${user}` && JSON.stringify(one.password) === name,
    ),
  );
}

function judgeAccount(
  { id, host, user, account }: { id: string; host: ToldHost; user: string; account: ToldAccount },
  { who, then, claim }: Judge,
): void {
  const own = `act ${user}@${id}`;
  then(own, `login ${id}`);
  if (who === `somebody:certificate-${user}@${id}` && isSigned(account)) claim(who, own, "unknown");
  if (account.services?.codeServer?.auth === "none") {
    if (who === `unit:code-server-${account.username}@${id}`) claim(who, own, "yes");
    then(`login ${id}`, own);
  }
  const groups = groupsOf(account);
  if (host.platform === "nixos" && groups.some((group) => asGoodAsRoot.includes(group))) {
    then(own, `root ${id}`);
  }
  if (account.isAdmin && host.platform !== "nixos") then(own, `root ${id}`, "unknown");
  const isTrusted = host.trustedUsers.some(
    (name) => name === account.username || (name.startsWith("@") && groups.includes(name.slice(1))),
  );
  if (host.platform !== "linux" && isTrusted) {
    then(own, `trust-nix ${id}`);
    then(own, `root ${id}`);
  }
  if (account.home?.secrets !== undefined) {
    then(own, `key user:${user}`);
    then(`root ${id}`, `key user:${user}`);
  }
}

function groupsOf({ isDisabled, primaryGroup, groups }: ToldAccount): readonly string[] {
  return primaryGroup === undefined || isDisabled === true ? groups : [primaryGroup, ...groups];
}

function judgeService(
  told: ToldFleet,
  {
    id,
    host,
    service,
    account,
  }: { id: string; host: ToldHost; service: string; account: ToldService },
  { who, then, claim }: Judge,
): void {
  const own = `act ${service}@${id}`;
  const { group, groups = [], shell, sshKeys = [] } = account;
  const sure = shell === undefined ? "unknown" : "yes";
  if (who === `service:${service}`) claim(who, own, "yes");
  const signing = sshKeys.filter(({ options = "" }) => options.includes("cert-authority"));
  for (const [user, variables] of Object.entries(told.people)) {
    const shared = sshKeys.filter((key) => !signing.includes(key) && variables.includes(key.env));
    const isFree = shared.some(({ options = "" }) => !/command=/.test(options));
    if (shared.length > 0 && who === `user:${user}`) claim(who, own, isFree ? sure : "unknown");
  }
  if (who !== `service:${service}` && sharesOwnKey(told, who, account)) claim(who, own, sure);
  if (signing.length > 0 && who === `somebody:certificate-${service}@${id}`) {
    claim(who, own, "unknown");
  }
  if (sshKeys.length > 0) then(own, `login ${id}`, sure);
  if ([group, ...groups].some((name) => asGoodAsRoot.includes(name))) then(own, `root ${id}`);
  const trusted = host.trustedUsers.some(
    (name) => name === account.username || [group, ...groups].includes(name.slice(1)),
  );
  if (trusted) {
    then(own, `trust-nix ${id}`);
    then(own, `root ${id}`);
  }
  for (const [user, { services }] of Object.entries(host.accounts)) {
    if (services?.codeServer?.auth === "none") then(own, `act ${user}@${id}`);
  }
}

/** Whether somebody is a service with one of the keys of another that no user has. */
function sharesOwnKey(told: ToldFleet, who: string, { sshKeys = [] }: ToldService): boolean {
  const people = new Set(Object.values(told.people).flat());
  const own = sshKeys.filter(
    ({ env, options }) => options !== "cert-authority" && !people.has(env),
  );
  const names = new Set(own.map(({ env }) => env));
  return Object.values(told.hosts).some(({ serviceAccounts = {} }) =>
    Object.entries(serviceAccounts).some(
      ([id, one]) => who === `service:${id}` && one.sshKeys?.some(({ env }) => names.has(env)),
    ),
  );
}

/** Who reads the files that a host decrypts its secrets into. */
function judgeSecrets({ id, host }: { id: string; host: ToldHost }, then: Judge["then"]): void {
  if (host.platform === "linux") return;
  const everybodys = host.platform === "nixos" ? "users" : "staff";
  const locals = [
    ...Object.entries(host.accounts).map(([user, { username, groups }]) => {
      return { user, username, groups: [everybodys, ...groups] };
    }),
    ...Object.entries(host.serviceAccounts ?? {}).map(([user, one]) => {
      return { user, username: one.username, groups: [one.group, ...(one.groups ?? [])] };
    }),
  ];
  for (const { file, key, mode, owner, group } of Object.values(host.secrets ?? {})) {
    const ofOwner = locals.find(({ username }) => username === owner)?.groups[0];
    for (const { user, username, groups } of locals) {
      const isOfGroup = groups.includes(group ?? ofOwner ?? owner ?? "root");
      const digit = mode.at(username === owner ? 1 : isOfGroup ? 2 : 3);
      if (digit === "4") then(`act ${user}@${id}`, `read ${file}`, key === "" ? "yes" : "unknown");
    }
  }
}

/** Who has a key of root's, or is trusted by Nix under a name that is no account's. */
function judgeRoot(
  told: ToldFleet,
  { id, host }: { id: string; host: ToldHost },
  { who, claim }: Judge,
): void {
  for (const key of host.root?.sshKeys ?? []) {
    const name = JSON.stringify(key);
    const variable: unknown = Reflect.get(Object(key), "env");
    const owners = Object.entries(told.people).flatMap(([user, variables]) =>
      variables.some((one) => one === variable) ? `user:${user}` : [],
    );
    const isLimited = /command=|cert-authority/i.test(name);
    const isSigning = name.includes("cert-authority");
    const named = owners.length > 0 ? owners : [nameHolder(key, id)];
    const holders = isSigning ? [`somebody:certificate-root@${id}`] : named;
    if (!holders.includes(who)) continue;
    for (const what of ["login", "root"])
      claim(who, `${what} ${id}`, isLimited ? "unknown" : "yes");
  }
  if (host.platform === "linux") return;
  for (const name of host.trustedUsers) {
    const services = Object.values(host.serviceAccounts ?? {}).map((one) => ({
      username: one.username,
      groups: [one.group, ...(one.groups ?? [])],
    }));
    const people = Object.values(host.accounts).map((account) => ({
      username: account.username,
      groups: groupsOf(account),
    }));
    const isSomebodys = [...people, ...services].some(
      ({ username, groups }) => username === name || groups.includes(name.slice(1)),
    );
    if (isSomebodys || who !== `somebody:${name}@${id}`) continue;
    const sure = name.startsWith("@") ? "unknown" : "yes";
    for (const what of ["trust-nix", "root"]) claim(who, `${what} ${id}`, sure);
  }
}

function nameHolder(key: unknown, id: string): string {
  const variable: unknown = Reflect.get(Object(key), "env");
  return `somebody:$${String(variable)}@${id}`;
}

function judgeDeploy(
  told: ToldFleet,
  { id, host }: { id: string; host: ToldHost },
  { who, then, claim }: Judge,
): void {
  const { target, engine = "", buildHost } = host.deploy ?? {};
  const isRoots = target?.startsWith("root@") ?? ["clan", "colmena", "deploy-rs"].includes(engine);
  const isDeployer = who === `somebody:deploy@${id}`;
  const isKnown = host.root?.sshKeys !== undefined;
  if (isRoots && isDeployer && !isKnown)
    for (const what of ["login", "root"]) claim(who, `${what} ${id}`, "unknown");
  if (buildHost === undefined) return;
  const machine = buildHost.replace(/^.*@/, "");
  const alike = Object.values(told.hosts).filter(({ hostname }) => hostname === machine).length;
  for (const [other, { hostname, domain }] of Object.entries(told.hosts)) {
    if (other === id) continue;
    const isWhole = domain !== undefined && machine === `${hostname}.${domain}`;
    const mayBe = domain === undefined && machine.startsWith(`${hostname}.`);
    const sure: Answer | undefined =
      (hostname === machine && alike === 1) || isWhole
        ? "yes"
        : hostname === machine || mayBe
          ? "unknown"
          : undefined;
    if (sure === undefined) continue;
    then(`root ${other}`, `root ${id}`, sure);
    const isOpen = told.hosts[other]?.root?.sshKeys === undefined;
    if (isDeployer && isOpen && buildHost.startsWith("root@"))
      claim(who, `root ${other}`, "unknown");
  }
}

function listSubjects({ hosts, secrets, people }: ToldFleet): Set<string> {
  const ofHosts = Object.entries(hosts).flatMap(
    ([id, { accounts, serviceAccounts = {}, trustedUsers }]) => [
      `host:${id}`,
      `somebody:deploy@${id}`,
      ...Object.keys(accounts).flatMap((user) => [
        `user:${user}`,
        `somebody:certificate-${user}@${id}`,
      ]),
      ...trustedUsers.map((name) => `somebody:${name}@${id}`),
      `somebody:$CI_KEY@${id}`,
      `somebody:certificate-root@${id}`,
      ...Object.values(accounts).map(({ username }) => `unit:code-server-${username}@${id}`),
      ...Object.keys(serviceAccounts).flatMap((service) => [
        `service:${service}`,
        `somebody:certificate-${service}@${id}`,
      ]),
    ],
  );
  const users = Object.keys(people).map((id) => `user:${id}`);
  return new Set([
    ...ofHosts,
    ...users,
    ...(secrets?.files ?? []).flatMap(({ readers }) => readers),
  ]);
}

function both(a: Answer | undefined, b: Answer): Answer | undefined {
  return a === "yes" ? b : a;
}
