/** Puts the lines that qstat and qacct print to their readers. */
import type {ParseContext, Parser} from '../domain/adapter.ts';
import type {Observations} from '../domain/observations.ts';
import {collectObservations, lineParser} from './parser.ts';
import {type RunFacts, runRegister} from './run-register.ts';
import {sgeAccountingReader} from './sge-accounting.ts';
import {sgeQueueReader} from './sge-queue.ts';

/** What was read together makes one job: an element of the queue, a block of the accounting. */
export type SgeSink = {
  add(facts: RunFacts, text: string): void;
  reject(line: number, text: string, reason: string): void;
};

export function sgeParser(context: ParseContext): Parser {
  const {observations, reject} = collectObservations();
  const runs = runRegister(context);
  const sink: SgeSink = {add: runs.add, reject};
  const queue = sgeQueueReader(context, sink);
  const accounting = sgeAccountingReader(context, sink);

  const onLine = (text: string, line: number): void => {
    if (accounting.readValue(text) || queue.read(text, line) || accounting.read(text, line)) return;
    if (text.trim() === '') return;
    reject(line, text, FAILED.test(text) ? 'qacct failed' : 'neither of qstat -xml nor of qacct -j');
  };
  const finish = (): Observations => {
    accounting.end();
    const partialReason = whyPartial(queue.isCut(), accounting.hasTotal());
    return {...observations, ...runs.finish(), ...(partialReason === undefined ? {} : {partialReason})};
  };
  return lineParser(onLine, finish, reject);
}

/** What our own command says where qacct does not answer. */
const FAILED = /^= qacct: exit code \d+$/;

function whyPartial(isQueueCut: boolean, hasTotal: boolean): string | undefined {
  if (isQueueCut) return 'the listing of qstat is cut off';
  return hasTotal ? undefined : "qacct's total is missing: there is no accounting, or it is cut off";
}
