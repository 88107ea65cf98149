/** How long things are kept, in days. Absent = for ever. */
export type Retention = {
  runsDays?: number;
  countsDays?: number;
  changesDays?: number;
  collectionsDays?: number;
  /** What runs were read from; never longer than the runs and the collections. */
  textsDays?: number;
  /** Databases that a restore has put aside. */
  replacedDays?: number;
};
