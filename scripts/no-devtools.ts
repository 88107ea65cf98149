/** Stands in for React's devtools, which ink imports and nobody installs: in one file with ink their absence would end it. */
export default {initialize(): void {}, connectToDevTools(): void {}};
