import packageJson from '../../package.json' with {type: 'json'};

declare global {
  interface ImportMeta {
    /** The fingerprint of the built program (scripts/build.ts); absent when it runs from its sources. */
    readonly build?: string;
  }
}

export const VERSION: string = packageJson.version;
export const BUILD = import.meta.build;
