/** The two forms in which HTCondor prints jobs. */
import type {ParseContext, Parser} from '../domain/adapter.ts';
import type {HtcondorOptions} from './htcondor.ts';
import {htcondorRecordReader} from './htcondor-record.ts';
import {type JsonAnswer, jsonAnswerParser} from './json-answer.ts';
import {isRecord} from './json-path.ts';
import {tableParser} from './table-parser.ts';

export function htcondorJsonParser(context: ParseContext<HtcondorOptions>): Parser {
  const toFacts = htcondorRecordReader(context);
  return jsonAnswerParser(context, 'HTCondor', (documents, answer) => {
    const readJobs = (jobs: readonly unknown[]): void =>
      answer.readEach(jobs, job => {
        const facts = toFacts(job);
        if (typeof facts === 'string') return facts;
        answer.addRun(facts, job);
        return undefined;
      });
    for (const document of documents) readDocument(document, readJobs, answer);
  });
}

/** An array of jobs, a single job (`-jsonl`), or the queue and the history of our own command. */
function readDocument(
  document: unknown,
  readJobs: (jobs: readonly unknown[]) => void,
  answer: JsonAnswer,
): void {
  if (Array.isArray(document)) {
    readJobs(document);
    return;
  }
  if (isRecord(document) && Object.hasOwn(document, 'ClusterId')) {
    readJobs([document]);
    return;
  }
  const lists = isRecord(document) ? [document.queue, document.history] : [];
  if (lists.length === 0 || !lists.every(list => Array.isArray(list)))
    answer.reject(document, 'neither an array of jobs nor "queue" and "history"');
  else for (const list of lists) readJobs(list);
}

export function htcondorTextParser(context: ParseContext<HtcondorOptions>): Parser {
  const form = {delimiter: '\t', columns: context.options.columns, required: REQUIRED};
  return tableParser(context, form, htcondorRecordReader(context), isEmpty =>
    isEmpty ? 'HTCondor printed nothing' : undefined,
  );
}

const REQUIRED = ['ClusterId', 'ProcId', 'JobStatus'];
