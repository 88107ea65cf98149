/**
 * What runs were read from. It is kept as it came and becomes a text only when asked for: of most runs nobody asks, because
 * most of an output tells what is known already.
 */
import {cleanText} from '../domain/text.ts';
import {printJson} from './print-json.ts';

/** A line (or a record of several) as it was printed, or a record of a JSON document. */
type Piece = string | Readonly<Record<string, unknown>>;

/** The piece that tells of a run, or the pieces in the order of the output. */
export type Origin = Piece | readonly Piece[];

/** Longest text of a run, in characters; its pieces share it evenly. */
export const MAX_RUN_TEXT = 2000;

/** Most pieces kept of a run: the first, and the last ones. */
const MAX_PIECES = 4;

/** The origin of a run of which a later piece tells, too. */
export function joinOrigins(earlier: Origin, later: Origin): Origin {
  if (!isSeveral(earlier) && !isSeveral(later)) return [earlier, later];
  const pieces = [...piecesOf(earlier), ...piecesOf(later)];
  return pieces.length > MAX_PIECES ? [...pieces.slice(0, 1), ...pieces.slice(1 - MAX_PIECES)] : pieces;
}

/** Keeps lines for longer than the output that they arrived in. */
export type LineKeeper = {
  /** To be told of every line, kept or not. */
  see(line: string): void;
  /** `copy` makes a text that stands alone. */
  keep(line: string, copy?: (line: string) => string): string;
};

/**
 * A part of a string keeps all of it in memory, and a line is a part of what arrived with it: where few lines of an output
 * tell of runs, those few would keep the whole output. So they are copied, which takes longer than reading them, unless
 * half of all that was seen is kept anyway: then no more than twice the text of the kept lines stays.
 */
export function lineKeeper(): LineKeeper {
  let seen = 0;
  let kept = 0;
  return {
    see(line) {
      seen += line.length;
    },
    keep(line, copy = detach) {
      kept += line.length;
      return kept * 2 >= seen ? line : copy(line);
    },
  };
}

function detach(line: string): string {
  return Buffer.from(line).toString();
}

/** One line a piece. */
function formatOrigin(origin: Origin, print: PrintLine): string {
  if (!isSeveral(origin)) return formatPiece(origin, MAX_RUN_TEXT, print);
  const limit = Math.floor(MAX_RUN_TEXT / origin.length);
  return origin.map(piece => formatPiece(piece, limit, print)).join('\n');
}

function formatPiece(piece: Piece, limit: number, print: PrintLine): string {
  return cleanText(typeof piece === 'string' ? print(piece, limit) : printJson(piece, limit), limit);
}

/** Gives a line another form to be shown in, of which no more is needed than `limit` characters. */
type PrintLine = (line: string, limit: number) => string;

/** For `Observations.readRunText`: the texts of runs by their index. */
export function textReader(
  origins: readonly Origin[],
  print: PrintLine = line => line,
): (index: number) => string | undefined {
  return index => {
    const origin = origins[index];
    return origin && formatOrigin(origin, print);
  };
}

function piecesOf(origin: Origin): readonly Piece[] {
  return isSeveral(origin) ? origin : [origin];
}

/** `Array.isArray` does not tell a read-only array from a record. */
function isSeveral(origin: Origin): origin is readonly Piece[] {
  return Array.isArray(origin);
}
