/**
 * Figures of other detectors on the same histories by the same protocol, as the README of the data folder gives them; its
 * reference learner is a dense prototype of the same family as ours. `-` where a figure is not given.
 */
export type Peer = {
  name: string;
  missRecall: string;
  lateRecall: string;
  f1: string;
  jobMean: string;
  alarms: string;
};

const peer = (
  name: string,
  missRecall: string,
  lateRecall: string,
  f1: string,
  jobMean: string,
  alarms: string,
): Peer => ({name, missRecall, lateRecall, f1, jobMean, alarms});

export const CRON_PEERS: readonly Peer[] = [
  peer('literal cron + 60 min', '.995', '.927', '.44', '.51', '58'),
  peer('literal cron + 180 min', '1.00', '.267', '.80', '.79', '4.9'),
  peer('period + 1 h (Healthchecks)', '.989', '.917', '.76', '.73', '14.3'),
  peer('elapsed > 1.5 x median gap', '.974', '.431', '.73', '.68', '10.6'),
  peer('gap mean + 3 sigma', '.671', '.472', '.72', '.62', '2.2'),
  peer('same weekday, 3 of 4 weeks', '.710', '.733', '.74', '.60', '5.3'),
  peer('reference learner', '.964', '.861', '.965', '.93', '.09'),
  peer('reference without holidays', '.961', '.857', '.93', '.86', '1.9'),
];

export const FLIGHT_PEERS: readonly Peer[] = [
  peer('period + 1 h (Healthchecks)', '-', '-', '.21', '-', '-'),
  peer('elapsed > 1.5 x median gap', '-', '-', '.11', '-', '-'),
  peer('gap mean + 3 sigma', '-', '-', '.32', '-', '-'),
  peer('same weekday, 3 of 4 weeks', '-', '-', '.24', '-', '-'),
  peer('reference learner', '-', '-', '.465', '-', '-'),
];

/** On a generator of its own, of the same kind as ours but not the same. */
export const SYNTHETIC_PEERS: readonly Peer[] = [
  peer('reference learner (own jobs)', '-', '-', '.907', '-', '.10'),
  peer('fixed 60 minutes (own jobs)', '-', '-', '.775', '-', '1.5'),
];
