import {describe, expect, test} from 'vitest';
import type {Acknowledgement} from '../../source/domain/acknowledgement.ts';
import {createAcknowledgement, MAX_NOTE_LENGTH} from '../../source/domain/acknowledgement.ts';
import {JobtrackError} from '../../source/domain/errors.ts';
import {environmentOfFinding, formatFindingId, slotOccasion} from '../../source/domain/finding-id.ts';

const AT = Date.UTC(2026, 10, 23, 6, 45);

function create(changes: Partial<Omit<Acknowledgement, 'environment'>> = {}): Acknowledgement {
  const finding = 'missing:prod-ldn:LOAD:2026-11-23T02:00:00Z';
  return createAcknowledgement({finding, kind: 'acknowledged', by: 'ops1', at: AT, note: '', ...changes});
}

describe('what an operator says of a finding', () => {
  test('names the environment of the finding, and keeps the id as it is', () => {
    const finding = 'missing:prod-ldn:a:b\u202E c:2026-11-23T02:00:00Z';
    expect(create({finding})).toMatchObject({finding, environment: 'prod-ldn'});
  });

  test.each([
    ['vendor called', 'vendor called'],
    ['  two\nlines\t ', 'two lines'],
    ['\u001B]0;title\u0007red \u001B[31malert\u202E', 'red alert'],
    ['x'.repeat(400), `${'x'.repeat(MAX_NOTE_LENGTH - 1)}…`],
    ['', ''],
  ])('has the note %j cleaned and bounded', (note, kept) => {
    expect(create({note}).note).toBe(kept);
  });

  test.each([
    ['ops1', 'ops1'],
    ['corp\\jane.doe', 'corp\\jane.doe'],
    ['ops\u001B[2J1\u200B', 'ops1'],
    ['u'.repeat(100), `${'u'.repeat(63)}…`],
    ['\u0007', '?'],
  ])('has the user %j cleaned and bounded', (by, kept) => {
    expect(create({by}).by).toBe(kept);
  });

  test.each([
    ['a snooze without an end', {kind: 'snoozed'}, /until when/],
    ['an end that is now', {until: AT}, /future/],
    ['an end that is past', {kind: 'snoozed', until: AT - 1}, /future/],
    ['an end that is no time', {until: Number.NaN}, /future/],
  ] as const)('is refused with %s, and says why', (_, changes, reason) => {
    expect(() => create(changes)).toThrow(JobtrackError);
    expect(() => create(changes)).toThrow(reason);
  });
});

describe('the id of a finding', () => {
  test.each([
    [{kind: 'blind', environment: 'dr-site'}, 'blind:dr-site', 'dr-site'],
    [{kind: 'missing', environment: 'prod', job: 'a:b', occasion: 'x'}, 'missing:prod:a:b:x', 'prod'],
    [{kind: 'short', environment: 'prod', occasion: 'x'}, 'short:prod:x', 'prod'],
  ])('of %j is %s and names its environment', (subject, id, environment) => {
    expect(formatFindingId(subject)).toBe(id);
    expect(environmentOfFinding(id)).toBe(environment);
  });

  test.each([
    [{dueAt: Date.UTC(2026, 10, 23, 2)}, '2026-11-23T02:00:00Z'],
    [{dueAt: Date.UTC(2026, 10, 23, 2), entry: '0abc1'}, '2026-11-23:0abc1'],
    [{entry: '0abc1'}, '2026-11-23:0abc1'],
    [{}, '2026-11-23'],
  ])('tells the slot %j from others by %s', (slot, occasion) => {
    expect(slotOccasion(slot, '2026-11-23')).toBe(occasion);
  });
});
