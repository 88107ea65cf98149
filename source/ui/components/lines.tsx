import {Box, Text} from 'ink';
import {memo} from 'react';

/** One line that is already painted and fits. Drawn anew only when it is another text. */
export const Line = memo(function Line({text}: {text: string}) {
  return <Text wrap="truncate">{text === '' ? ' ' : text}</Text>;
});

/**
 * Lines below each other, each already painted. A line is its place on the screen; those of a window on something longer are
 * their places in that, `first` being the window's top: then scrolling by one takes a line away at one end and puts one at
 * the other, instead of writing all of them anew.
 */
export function Lines({lines, first = 0}: {lines: readonly string[]; first?: number}) {
  return (
    <Box flexDirection="column" flexShrink={0}>
      {lines.map((text, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
        <Line key={first + i} text={text} />
      ))}
    </Box>
  );
}
