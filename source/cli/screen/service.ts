/**
 * What stands behind a screen: the product with its answers, a collection in the background, and an eye on the clock and on
 * what other processes write.
 */
import {setTimeout as pause} from 'node:timers/promises';
import {createAcknowledgement} from '../../domain/acknowledgement.ts';
import {errorMessage, JobtrackError} from '../../domain/errors.ts';
import {environmentOfFinding} from '../../domain/finding-id.ts';
import type {StatusReport} from '../../report/status-report.ts';
import type {AcknowledgeRequest, BackendEvent, LearnedSubject, Session} from '../../ui/backend.ts';
import type {CommandContext} from '../context.ts';
import {createConfigWatch} from '../resident/config-watch.ts';
import {createDataWatch} from '../resident/data-watch.ts';
import {createJudgedDays} from '../resident/judged-days.ts';
import {answerQuestion} from './answer-question.ts';
import type {BackgroundCollection} from './background-collection.ts';
import {openBackgroundCollection} from './background-collection.ts';
import {readConfigAgain} from './begin-backend.ts';
import {followConfig} from './follow-config.ts';
import type {LiveProduct} from './live-product.ts';
import type {Question} from './messages.ts';
import type {Pulse} from './pulse.ts';
import {createPulse} from './pulse.ts';
import {rememberDifferences} from './remembered-differences.ts';
import {createThrottle} from './throttle.ts';

export type Service = {
  /** Rejects with words for the operator, as the two that write. */
  answer(question: Question): Promise<unknown>;
  acknowledge(request: AcknowledgeRequest): Promise<void>;
  unacknowledge(findings: readonly string[]): Promise<void>;
  /** Answers with what was done, in a sentence. */
  acceptLearned(job: LearnedSubject): Promise<string>;
  refresh(environments?: readonly string[]): void;
  /** Begins everything that goes on by itself. After the first answers, which need none of it. */
  start(): Promise<void>;
  close(): Promise<void>;
};

export type ServiceOptions = {
  product: LiveProduct;
  session: Session;
  /** Resolves when the screen takes further events. */
  emit(event: BackendEvent): Promise<void>;
  /** Told of every report of the present. */
  onReport?(report: StatusReport): void;
};

/** At most so often a screen is told to ask again. */
const CHANGED_INTERVAL_MS = 500;
/** For commands to end; what has not ended by then is ended by the collector's own end. */
const LONGEST_END_MS = 800;

export async function openService(
  context: CommandContext,
  {product, session, emit, onReport = () => {}}: ServiceOptions,
): Promise<Service> {
  const judged = createJudgedDays(product.store);
  const differences = rememberDifferences();
  const watch = createDataWatch(product.store, product.now);
  const configWatch = createConfigWatch(product.config);
  const since = product.now();
  await watch.begin();
  const changed = createThrottle(() => emit({kind: 'changed'}), CHANGED_INTERVAL_MS);
  const complain = (text: string): void => void emit({kind: 'notice', tone: 'bad', text});
  let collection: BackgroundCollection | undefined;
  let pulse: Pulse | undefined;

  const note = async (findings: readonly string[], write: () => Promise<unknown>): Promise<void> => {
    if (session.isReadOnly) throw new JobtrackError('read-only: nothing can be acknowledged or snoozed here');
    await write();
    judged.forget(findings.map(environmentOfFinding));
    changed.hurry();
  };

  const readAgain = async (): Promise<void> => {
    await product.change(await readConfigAgain(context));
    judged.forget();
    changed.hurry();
  };

  return {
    async answer(question) {
      const answer = await answerQuestion({product, judged, differences}, question);
      if (question.name === 'report' && question.params.day === undefined) onReport(answer as StatusReport);
      return answer;
    },
    acknowledge: ({findings, kind, until, note: text}) =>
      note(findings, () => {
        const said = {
          kind,
          by: session.user,
          at: product.now(),
          note: text,
          ...(until !== undefined && {until}),
        };
        return product
          .store()
          .acknowledge(findings.map(finding => createAcknowledgement({finding, ...said})));
      }),
    unacknowledge: findings =>
      note(findings, () => product.store().withdrawAcknowledgements(findings, session.user, product.now())),
    async acceptLearned(job) {
      if (session.isReadOnly) throw new JobtrackError('read-only: nothing can be written here');
      const {acceptJob} = await import('../accept-expectations.ts');
      const told = await acceptJob(
        job,
        {config: product.config, store: product.store(), today: product.today()},
        {
          io: context.io,
          now: product.now(),
        },
      );
      await configWatch.account();
      await readAgain();
      return told;
    },
    refresh(environments) {
      if (collection) collection.refresh(environments);
      else complain('nothing is collected: this screen only shows what is in the database');
    },
    async start() {
      if (product.isWritable) await product.startWriting().catch(error => complain(errorMessage(error)));
      if (!session.isCachedOnly) {
        collection = openBackgroundCollection(context, {
          product,
          judged,
          emit,
          onChange(environment, collections) {
            for (const id of collections) watch.account(id);
            judged.forget([environment]);
            changed.request();
          },
        });
        if (context.flags.fresh) collection.refresh();
      }
      // What was judged as of a fixed instant never changes.
      if (session.now !== null && !collection) return;
      const config = followConfig({
        watch: configWatch,
        now: product.now,
        reload: readAgain,
        say: notice => void emit(notice),
      });
      pulse = createPulse({
        now: product.now,
        since,
        judged,
        watch,
        config,
        onChange: changed.request,
        tick: () => collection?.tick(),
        onFailure: complain,
      });
      pulse.start();
    },
    async close() {
      pulse?.stop();
      changed.stop();
      await Promise.race([collection?.stop(), pause(LONGEST_END_MS, undefined, {ref: false})]);
      await product.close();
    },
  };
}
