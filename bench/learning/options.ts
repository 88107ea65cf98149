export type BenchOptions = {
  /** The folder of histories; empty when none of the sections reads them. */
  folder: string;
  seeds: readonly number[];
  /** Of the simulated numbers. */
  countSeeds: readonly number[];
  /** How many jobs costs are measured with. */
  jobs: number;
};
