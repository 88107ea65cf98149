/**
 * What the screen's process and the one behind it tell each other: plain data, sent as JSON. One channel, one screen; either
 * side ends when the other is gone.
 */
import type {Day, EpochMs} from '../../domain/time.ts';
import type {StatusReport} from '../../report/status-report.ts';
import type {
  AcknowledgeRequest,
  BackendEvent,
  FirstRun,
  Params,
  QueryName,
  Session,
} from '../../ui/backend.ts';
import type {Flags} from '../flags.ts';

/** The word in place of a command with which the program is started as the process behind a screen. */
export const BACKEND = 'backend';

/** What the process behind has to know to begin. */
export type Orders = {
  flags: Flags;
  operands: readonly string[];
  /** `--now`; absent = the present. */
  now?: EpochMs;
};

/** A question with its parameters. */
export type Question = {[Name in QueryName]: {name: Name; params: Params<Name>}}[QueryName];

/** From the screen: `begin` first of all, the rest in any order. What has an `id` is answered once. */
export type ScreenMessage =
  | {kind: 'begin'; orders: Orders}
  | {kind: 'ask'; id: number; question: Question}
  | {kind: 'refresh'; environments?: readonly string[]}
  | {kind: 'acknowledge'; id: number; request: AcknowledgeRequest}
  | {kind: 'unacknowledge'; id: number; findings: readonly string[]};

/** Where the screen begins. */
export type Start = {environment?: string; day?: Day};

/** A question's day, left out when it is the present one: as text a question is then always the same. */
export function pickDay({day}: Pick<Start, 'day'>): Pick<Start, 'day'> {
  return day === undefined ? {} : {day};
}

/** How the process behind began. It then answers, without being asked, the first questions that a screen has. */
export type Opening =
  | {
      kind: 'ready';
      session: Session;
      start: Start;
      foreseen: readonly Foreseen[];
      /** What an earlier screen showed last, to be drawn until the first answer has come. */
      remembered?: StatusReport;
    }
  | {kind: 'first-run'; session: Session; firstRun: FirstRun}
  | {kind: 'refused'; message: string; exitCode: number};

export type Foreseen = {id: number; question: Question};

/** From the process behind. Long lists of an answer follow it in parts. */
export type BackendMessage =
  | Opening
  | {kind: 'answer'; id: number; value?: unknown; parts: number}
  | {kind: 'part'; id: number; key: string; items: readonly unknown[]}
  | {kind: 'failure'; id: number; message: string}
  | {kind: 'event'; event: BackendEvent};
