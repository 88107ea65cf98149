/** Which findings are new and which are gone since the last look. Pure. */
import type {EnvironmentReport, Finding, StatusReport} from '../../report/status-report.ts';

export type FindingNews = {
  appeared: Finding[];
  cleared: Finding[];
  /** Environments whose next business day has begun, with how much was open at the end of the one before. */
  turned: {environment: string; businessDay: string; open: number}[];
};

type Seen = Pick<StatusReport, 'findings'> & {
  environments: Pick<EnvironmentReport, 'name' | 'businessDay'>[];
};

/** What was open at the end of a day is not cleared by the next one: that is another report. */
export function compareFindings(before: Seen, after: Seen): FindingNews {
  const days = new Map(after.environments.map(({name, businessDay}) => [name, businessDay]));
  const turned = before.environments.filter(
    ({name, businessDay}) => (days.get(name) ?? businessDay) !== businessDay,
  );
  const turnedNames = new Set(turned.map(({name}) => name));
  const known = new Set(before.findings.map(({id}) => id));
  const present = new Set(after.findings.map(({id}) => id));
  return {
    appeared: after.findings.filter(({id}) => !known.has(id)),
    cleared: before.findings.filter(
      ({id, environment}) => !present.has(id) && !turnedNames.has(environment) && days.has(environment),
    ),
    turned: turned.map(({name, businessDay}) => ({
      environment: name,
      businessDay,
      open: before.findings.filter(({environment}) => environment === name).length,
    })),
  };
}
