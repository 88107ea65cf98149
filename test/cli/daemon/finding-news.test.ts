import {expect, test} from 'vitest';
import {compareFindings} from '../../../source/cli/daemon/finding-news.ts';
import {environmentReport, finding, statusReport} from '../../output/sample-report.ts';

const A = finding({id: 'a', environment: 'prod'});
const B = finding({id: 'b', environment: 'prod'});
const prod = environmentReport({name: 'prod'});

test('what was not there before is new, what is no longer there is cleared', () => {
  const news = compareFindings(statusReport([prod], [A]), statusReport([prod], [B]));
  expect(news).toEqual({appeared: [B], cleared: [A], turned: []});
});

test('the end of a business day clears nothing: it is told how much was open', () => {
  const next = environmentReport({name: 'prod', businessDay: '2026-11-24'});
  expect(compareFindings(statusReport([prod], [A, B]), statusReport([next], []))).toEqual({
    appeared: [],
    cleared: [],
    turned: [{environment: 'prod', businessDay: '2026-11-23', open: 2}],
  });
});

test('an environment that was taken out of the configuration has no news', () => {
  expect(compareFindings(statusReport([prod], [A]), statusReport([]))).toEqual({
    appeared: [],
    cleared: [],
    turned: [],
  });
});
