import {formatDuration} from '../../domain/time.ts';
import type {RunItem, RunPage, RunState} from '../../report/pages/pages.ts';
import {UNBROKEN} from '../components/detail-pane.tsx';
import {Notice} from '../components/notice.tsx';
import {TextPane} from '../components/text-pane.tsx';
import type {Display} from '../display.ts';
import {useDisplay, usePorts} from '../hooks/contexts.ts';
import {useQuery} from '../hooks/use-query.ts';
import {useScreenPort} from '../hooks/use-screen-port.ts';
import {useTextScroll} from '../hooks/use-text-scroll.ts';
import {clean} from '../paint/clean.ts';
import {fit, wrap} from '../paint/fit.ts';
import {lookText, statusLook, verdictLook} from '../paint/glyphs.ts';
import type {PlaceOf} from '../state/place.ts';
import {formatDateTime} from '../text/instants.ts';
import {useJobFindings} from './job-tabs.tsx';
import type {ScreenDefinition} from './screen.ts';

export const runScreen: ScreenDefinition<'run'> = {
  crumb: ({job, runKey}, above) => (above?.screen === 'job' ? `run ${runKey}` : `${job} run ${runKey}`),
  View,
};

/** Everything that is known of one run, with the text it was read from. */
function View({place, height}: {place: PlaceOf<'run'>; height: number}) {
  const {store} = usePorts();
  const display = useDisplay();
  const {environment, job, businessDay, runKey} = place;
  const query = useQuery('run', {environment, job, businessDay, runKey});
  const findings = useJobFindings(place);
  const page = query.data;
  const lines = page?.run ? paintRun(page, page.run, display) : [];
  const scroll = useTextScroll(lines.length, height);
  useScreenPort({
    actions: {
      ...scroll.actions,
      open: () => {
        const id = page?.run?.seenIn;
        if (id !== undefined) store.dispatch({type: 'open', place: {screen: 'collection', environment, id}});
      },
    },
    findings: () => findings.filter(finding => finding.runKey === runKey),
    copyText: () => page?.raw ?? runKey,
  });
  if (!page) return <Notice text={query.error ?? 'Reading ...'} height={height} />;
  if (!page.run) {
    return (
      <Notice
        text={`The run ${runKey} of ${job} on ${businessDay} is not known (any more).`}
        height={height}
      />
    );
  }
  return <TextPane lines={lines.slice(scroll.top)} height={height} />;
}

/** Names at the left, facts at the right; what is long is broken. */
function paintRun(page: RunPage, run: RunItem, display: Display): string[] {
  const {columns, theme, isAscii} = display;
  if (display.isLinear)
    return factsOf(page, run, display).map(({label, text}) => clean(`${label}: ${text}`, UNBROKEN));
  const labelWidth = columns < 60 ? 10 : 14;
  const room = Math.max(10, columns - labelWidth - 3);
  return factsOf(page, run, display).flatMap(({label, text, tone = 'plain'}) =>
    text
      .split('\n')
      .flatMap(part => wrap(part, room, isAscii))
      .map((part, i) => {
        const name = theme.paint('muted', fit(` ${i === 0 ? label : ''}`, labelWidth, 'left', isAscii));
        return `${name}  ${theme.paint(tone, fit(part, room, 'left', isAscii))}`;
      }),
  );
}

type Fact = {label: string; text: string; tone?: Parameters<Display['theme']['paint']>[0]};

function factsOf(page: RunPage, run: RunItem, {isAscii}: Pick<Display, 'isAscii'>): Fact[] {
  const {timezone, slot, usual, raw, states} = page;
  const time = (at: number | null): string =>
    at === null ? 'not known' : `${formatDateTime(at, timezone)} ${timezone}`;
  const look = statusLook(run.status);
  const facts: (Fact | false)[] = [
    {label: 'status', text: lookText(look, isAscii), tone: look.tone},
    {label: 'job', text: `${run.job} in ${run.environment}`},
    {label: 'run', text: run.runKey},
    {label: 'business day', text: run.businessDay},
    run.scheduledAt !== null && {label: 'scheduled', text: time(run.scheduledAt)},
    {label: 'started', text: time(run.startedAt)},
    {label: 'ended', text: time(run.endedAt)},
    {label: 'took', text: describeDuration(run.durationMs, usual)},
    run.exitCode !== null && {
      label: 'exit code',
      text: String(run.exitCode),
      tone: run.exitCode === 0 ? 'plain' : 'bad',
    },
    run.message !== null && {label: 'message', text: run.message},
    slot !== null && {
      label: 'slot',
      text: `${lookText(verdictLook(slot.verdict), isAscii)}: ${slot.explanation}`,
      tone: verdictLook(slot.verdict).tone,
    },
    slot === null && {label: 'slot', text: 'none: this run was not expected'},
    ...states.map(
      (state, i): Fact => ({label: i === 0 ? 'seen' : '', text: describeState(state, page, isAscii)}),
    ),
    {
      label: 'read from',
      text: raw ?? 'the text is not kept (any more)',
      tone: raw === null ? 'muted' : 'plain',
    },
  ];
  return facts.filter(fact => fact !== false);
}

function describeDuration(durationMs: number | null, usual: RunPage['usual']): string {
  const took = durationMs === null ? 'not known' : formatDuration(durationMs);
  if (!usual) return took;
  const {medianMs, lowMs, highMs} = usual;
  return `${took} (usually ${formatDuration(medianMs)}, ${formatDuration(lowMs)} to ${formatDuration(highMs)})`;
}

function describeState(
  {status, collection, seenIn}: RunState,
  {timezone}: RunPage,
  isAscii: boolean,
): string {
  const what = lookText(statusLook(status), isAscii);
  if (!collection) return `${what} by collection ${seenIn}, which is no longer kept`;
  const at = formatDateTime(collection.startedAt + collection.durationMs, timezone);
  return `${what} at ${at} by ${collection.source} (collection ${collection.id}, ${collection.outcome})`;
}
