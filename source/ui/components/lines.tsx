import {Box, Text} from 'ink';
import {memo} from 'react';

/** One line that is already painted and fits. Drawn anew only when it is another text. */
export const Line = memo(function Line({text}: {text: string}) {
  return <Text wrap="truncate">{text === '' ? ' ' : text}</Text>;
});

/**
 * Lines below each other, each already painted. A line is its place on the screen, unless `keys` say what it is about: then
 * scrolling by one takes a line away at one end and puts one at the other, instead of writing all of them anew.
 */
export function Lines({lines, keys = []}: {lines: readonly string[]; keys?: readonly string[]}) {
  return (
    <Box flexDirection="column" flexShrink={0}>
      {lines.map((text, i) => (
        // A key may itself be a number: those of the list are told apart from the places.
        <Line key={keys[i] === undefined ? i : `= ${keys[i]}`} text={text} />
      ))}
    </Box>
  );
}
