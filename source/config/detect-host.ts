/**
 * Which schedulers this host has, as far as files and programs tell: nothing is run. One table; a scheduler that this
 * version cannot read yet is listed too, so that `init` can name it.
 */
import path from 'node:path';

/** A scheduler that was found, and how it would be collected. */
export type HostFinding = {
  /** What it is called: `Slurm`. */
  title: string;
  /** The program or file that gave it away. */
  evidence: string;
  /** The adapter that reads it; it may not exist in this version. */
  adapter: string;
  /** Options that the adapter needs on this host. */
  options?: Readonly<Record<string, string>>;
};

/** What is looked at; a parameter, so that a test can be any host. */
export type HostProbe = {
  /** The directories of $PATH, and of daemons: /usr/sbin. */
  pathDirectories: readonly string[];
  platform: NodeJS.Platform;
  isThere(file: string): Promise<boolean>;
};

/** A scheduler that a program of its own gives away. */
export type Signature = {title: string; adapter: string; program: string};

const PROGRAMS: readonly Signature[] = [
  {title: 'Slurm', adapter: 'slurm', program: 'sacct'},
  {title: 'Control-M (Automation API)', adapter: 'control-m', program: 'ctm'},
  {title: 'Control-M (ctmpsm)', adapter: 'ctmpsm', program: 'ctmpsm'},
  {title: 'Kubernetes', adapter: 'kubernetes', program: 'kubectl'},
  {title: 'AutoSys', adapter: 'autosys', program: 'autorep'},
  {title: 'Workload Automation (TWS)', adapter: 'tws', program: 'conman'},
  {title: 'Airflow', adapter: 'airflow', program: 'airflow'},
  {title: 'Grid Engine', adapter: 'sge', program: 'qacct'},
  // qstat is Torque's and Grid Engine's, too.
  {title: 'PBS', adapter: 'pbs', program: 'pbs_rsub'},
  {title: 'LSF', adapter: 'lsf', program: 'bjobs'},
  {title: 'HTCondor', adapter: 'htcondor', program: 'condor_history'},
  {title: 'Windows Task Scheduler', adapter: 'windows-tasks', program: 'schtasks'},
];

const SYSTEMD = [
  {title: 'systemd, in the journal', adapter: 'systemd'},
  {title: 'systemd timers', adapter: 'systemd-timers'},
] as const;
const CRON_DAEMONS = ['cron', 'crond', 'anacron'];
const CRON_LOGS = ['/var/log/cron', '/var/log/cron.log', '/var/log/syslog'];
/** There exactly when systemd is the init system: sd_booted(3). */
const SYSTEMD_RUNS = '/run/systemd/system';

/** `own` are looked for as well: the presets of a configuration. */
export async function detectHost(probe: HostProbe, own: readonly Signature[] = []): Promise<HostFinding[]> {
  const journal = (await probe.isThere(SYSTEMD_RUNS)) ? await findProgram('journalctl', probe) : undefined;
  const programs = await Promise.all(
    [...PROGRAMS, ...own].map(async ({title, adapter, program}) => {
      const evidence = await findProgram(program, probe);
      return evidence === undefined ? [] : [{title, adapter, evidence}];
    }),
  );
  return [
    ...(await findCron(journal, probe)),
    ...(journal === undefined ? [] : SYSTEMD.map(finding => ({...finding, evidence: journal}))),
    ...withoutUtilities(programs.flat()),
  ];
}

/** Beside the Automation API its older utilities would tell the same jobs a second time. */
function withoutUtilities(findings: HostFinding[]): HostFinding[] {
  const hasApi = findings.some(({adapter}) => adapter === 'control-m');
  return findings.filter(({adapter}) => !(hasApi && adapter === 'ctmpsm'));
}

/** cron logs to the journal where there is one, else to a file; what it should run stands in crontabs. */
async function findCron(journal: string | undefined, probe: HostProbe): Promise<HostFinding[]> {
  const daemon = await findFirst(CRON_DAEMONS, name => findProgram(name, probe));
  if (daemon === undefined) return [];
  const log = await findFirst(CRON_LOGS, async file => ((await probe.isThere(file)) ? file : undefined));
  const crontabs = {title: 'crontabs', adapter: 'crontab', evidence: daemon};
  if (journal !== undefined)
    return [{title: 'cron, in the journal', adapter: 'cron', evidence: daemon}, crontabs];
  if (log === undefined) return [crontabs];
  return [{title: 'cron, in its log', adapter: 'cron', evidence: log, options: {file: log}}, crontabs];
}

async function findProgram(
  name: string,
  {pathDirectories, platform, isThere}: HostProbe,
): Promise<string | undefined> {
  const isWindows = platform === 'win32';
  const files = pathDirectories.flatMap(directory =>
    (isWindows ? [`${name}.exe`, `${name}.cmd`] : [name]).map(file =>
      (isWindows ? path.win32 : path.posix).join(directory, file),
    ),
  );
  return findFirst(files, async file => ((await isThere(file)) ? file : undefined));
}

/** The first that is there, in the order given. */
async function findFirst<Item>(
  items: readonly Item[],
  find: (item: Item) => Promise<string | undefined>,
): Promise<string | undefined> {
  for (const item of items) {
    const found = await find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
