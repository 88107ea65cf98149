/** The process behind a screen, as the channel sees it: says how it began, then serves until the screen is gone. */
import {once} from 'node:events';
import {ConfigError, errorMessage, JobtrackError} from '../../domain/errors.ts';
import type {CommandContext} from '../context.ts';
import {EXIT} from '../context.ts';
import {NothingToWatchError, readConfig} from '../product.ts';
import {splitAnswer} from './answer-parts.ts';
import type {BackendPort} from './backend-port.ts';
import {beginBackend, describeSession} from './begin-backend.ts';
import type {Foreseen, ScreenMessage, Start} from './messages.ts';
import {pickDay} from './messages.ts';
import type {Service} from './service.ts';
import {openService} from './service.ts';

export type BackendOptions = {
  port: BackendPort;
  /** Called when everything that a start needs has been done. */
  onStarted?(): void;
};

/** Serves the screen until `context.signal` is aborted, and answers with the exit code. Never rejects. */
export async function runBackend(
  context: CommandContext,
  {port, onStarted = () => {}}: BackendOptions,
): Promise<number> {
  try {
    const {product, session, start, memory} = await beginBackend(context);
    const foreseen = foreseeQuestions(start);
    const remembered = memory?.recall(await product.environments(undefined), product.now());
    void port.send({kind: 'ready', session, start, foreseen, ...(remembered && {remembered})});
    const service = await openService(context, {
      product,
      session,
      ...(memory && {onReport: memory.remember}),
      emit: event => port.send({kind: 'event', event}),
    });
    try {
      for (const {id, question} of foreseen) await reply(port, id, service.answer(question));
      port.listen(message => void handle(message, service, port));
      await service.start();
      onStarted();
      if (!context.signal.aborted) await once(context.signal, 'abort');
    } finally {
      await service.close();
      memory?.flush();
    }
    return EXIT.ok;
  } catch (error) {
    return refuse(error, context, port);
  }
}

/** What the first frame shows. */
function foreseeQuestions(start: Start): Foreseen[] {
  const day = pickDay(start);
  const {environment} = start;
  // The screen counts its own questions upwards from 1.
  return [
    {id: -1, question: {name: 'report', params: day}},
    ...(environment === undefined
      ? []
      : [{id: -2, question: {name: 'jobs', params: {environment, ...day}}} as const]),
  ];
}

async function handle(message: ScreenMessage, service: Service, port: BackendPort): Promise<void> {
  switch (message.kind) {
    case 'begin':
      return;
    case 'ask':
      return reply(port, message.id, service.answer(message.question));
    case 'refresh':
      return service.refresh(message.environments);
    case 'acknowledge':
      return reply(port, message.id, service.acknowledge(message.request));
    case 'unacknowledge':
      return reply(port, message.id, service.unacknowledge(message.findings));
  }
}

async function reply(port: BackendPort, id: number, answer: Promise<unknown>): Promise<void> {
  try {
    const value = await answer;
    // All at once: the channel keeps their order.
    await Promise.all(splitAnswer(id, value).map(message => port.send(message)));
  } catch (error) {
    await port.send({kind: 'failure', id, message: errorMessage(error)});
  }
}

/** Says why there is nothing to show; without any configuration the screen says what to do about it. */
async function refuse(error: unknown, context: CommandContext, port: BackendPort): Promise<number> {
  if (error instanceof NothingToWatchError) {
    const session = describeSession(context, await readConfig(context), false);
    await port.send({kind: 'first-run', session, firstRun: {reason: error.message}});
    if (!context.signal.aborted) await once(context.signal, 'abort');
    return EXIT.ok;
  }
  const exitCode = error instanceof ConfigError ? EXIT.usage : EXIT.unavailable;
  await port.send({kind: 'refused', message: describeError(error, context), exitCode});
  return exitCode;
}

function describeError(error: unknown, {io}: CommandContext): string {
  if (error instanceof JobtrackError) return error.message;
  const details = io.env.JOBTRACK_DEBUG && error instanceof Error ? `\n${error.stack}` : '';
  return `unexpected error: ${errorMessage(error)}${details}`;
}
