/** The two forms in which bjobs prints the columns that it is asked for. */
import type {ParseContext, Parser} from '../domain/adapter.ts';
import {formatCount} from '../domain/text.ts';
import {integerAt, jsonAnswerParser} from './json-answer.ts';
import {isRecord} from './json-path.ts';
import type {LsfOptions} from './lsf.ts';
import {lsfRecordReader} from './lsf-record.ts';
import {forgottenReason} from './retention.ts';
import {tableParser} from './table-parser.ts';

export function lsfJsonParser(context: ParseContext<LsfOptions>): Parser {
  const toFacts = lsfRecordReader(context);
  return jsonAnswerParser(context, 'bjobs', (documents, answer) => {
    for (const document of documents) {
      if (!isRecord(document) || !Array.isArray(document.RECORDS)) {
        answer.reject(document, 'no "RECORDS" as bjobs -json prints them');
        continue;
      }
      answer.readEach(document.RECORDS, record => {
        const facts = toFacts(record);
        if (typeof facts === 'string') return facts;
        answer.addRun(facts, record);
        return undefined;
      });
      const [told, found] = [integerAt(document, 'JOBS') ?? 0, document.RECORDS.length];
      if (told > found) answer.markPartial(`${formatCount(found)} of ${formatCount(told)} jobs returned`);
    }
    const reason = forgottenReason(context, context.options.cleanPeriod, 'cleanPeriod');
    if (reason !== undefined) answer.markPartial(reason);
  });
}

export function lsfTextParser(context: ParseContext<LsfOptions>): Parser {
  const {columns, delimiter, cleanPeriod} = context.options;
  const form = {delimiter, columns, required: REQUIRED, nameColumn: (name: string) => name.toUpperCase()};
  return tableParser(context, form, lsfRecordReader(context), isEmpty =>
    isEmpty ? 'bjobs printed nothing' : forgottenReason(context, cleanPeriod, 'cleanPeriod'),
  );
}

const REQUIRED = ['JOBID', 'STAT', 'JOB_NAME', 'START_TIME'];
