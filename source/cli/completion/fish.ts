import type {CommandDefinition} from '../command-table.ts';
import {COMMANDS, SUBCOMMANDS} from '../command-table.ts';
import type {FlagDefinition, FlagName} from '../flags.ts';
import {FLAGS, spellFlag} from '../flags.ts';
import type {Expected} from './choices.ts';
import {expectedOperands, expectedValue} from './choices.ts';
import {EVERYWHERE, flagsOf, valueFlags} from './every-flag.ts';

/** Completions for fish 3 (complete(1)): every line holds for one command, or for none yet. */
export function formatFish(): string {
  return `# fish completion for jobtrack-tui, made by \`jobtrack-tui completion fish\`
function __jobtrack_tui_environments
    set -l words (commandline -opc)
    set -l config
    if set -l at (contains -i -- --config $words); and test $at -lt (count $words)
        set config --config $words[(math $at + 1)]
    end
    $words[1] completion environments $config 2>/dev/null
end
# The words that are neither flags nor their values.
function __jobtrack_tui_words
    set -l skip 0
    for word in (commandline -opc)[2..]
        if test $skip = 1
            set skip 0
            continue
        end
        switch $word
            case ${valueFlags().map(spellFlag).join(' ')}
                set skip 1
            case '-*'
            case '*'
                echo $word
        end
    end
end
# Whether the command is this one, with so many operands if a number is given.
function __jobtrack_tui_at
    set -l words (__jobtrack_tui_words)
    set -l commands ${SUBCOMMANDS.map(({name}) => name).join(' ')}
    set -l command ''
    contains -- "$words[1]" $commands; and set command $words[1]
    test "$command" = "$argv[1]"; or return 1
    test (count $argv) = 1; and return 0
    set -l operands (count $words)
    test -n "$command"; and set operands (math $operands - 1)
    test $operands = $argv[2]
end
complete -c jobtrack-tui -f
${SUBCOMMANDS.map(({name, summary}) => `complete -c jobtrack-tui -n "__jobtrack_tui_at '' 0" -a ${name} -d ${quote(summary)}`).join('\n')}
${COMMANDS.flatMap(formatCommand).join('\n')}
`;
}

function formatCommand(command: CommandDefinition): string[] {
  const operands = expectedOperands(command).flatMap((expected, index) => {
    const action = formatAction(expected);
    return action === ''
      ? []
      : [`complete -c jobtrack-tui -n "__jobtrack_tui_at '${command.name}' ${index}" ${action}`];
  });
  const flags = [...flagsOf(command), ...EVERYWHERE].map(flag => formatFlag(command, flag));
  return [...operands, ...flags];
}

function formatFlag(command: CommandDefinition, flag: FlagName): string {
  const {summary}: FlagDefinition = FLAGS[flag];
  const expected = expectedValue(command, flag);
  const value = expected ? ` -r ${formatAction(expected)}` : '';
  return `complete -c jobtrack-tui -n "__jobtrack_tui_at '${command.name}'" -l ${spellFlag(flag).slice(2)}${value} -d ${quote(summary)}`;
}

function formatAction(expected: Expected): string {
  switch (expected.kind) {
    case 'words':
      return `-a ${quote(expected.words.join(' '))}`;
    case 'environment':
      return `-a '(__jobtrack_tui_environments)'`;
    case 'file':
      return '-F';
    case 'directory':
      return `-a '(__fish_complete_directories)'`;
    default:
      return '';
  }
}

function quote(text: string): string {
  return `'${text.replaceAll(/['\\]/g, String.raw`\$&`)}'`;
}
